/** What all neighbours share: how a declarative client is built, how an answer is awaited, how one value is remembered. */
package io.github.usagebudget.remote;
