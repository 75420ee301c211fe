/** What all REST clients share: replies, missing responses, retries, cached values, and the client builder. */
package io.github.usagebudget.http;
