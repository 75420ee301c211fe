/** What the tests of several packages share: the application under test, with simulated services in virtual time, and its callers. */
package io.github.usagebudget.testing;
