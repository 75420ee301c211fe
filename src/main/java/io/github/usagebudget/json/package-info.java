/** Reads and writes JSON with Jackson's streaming core. Every digit is kept, and no data binding slows the cold start. */
package io.github.usagebudget.json;
