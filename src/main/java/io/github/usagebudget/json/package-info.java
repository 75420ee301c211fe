/** JSON, read and written with Jackson's streaming core alone: every digit kept, and no data binding to be loaded on a cold start. */
package io.github.usagebudget.json;
