/** The client of Partner Center: declarative interface, status table, retries and read-back, list pages, and the throttle of plan runs. */
package io.github.usagebudget.partnercenter;
