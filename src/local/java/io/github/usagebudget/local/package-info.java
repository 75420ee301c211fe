/** The local host behind {@code mvn -Plocal}: loads the deployable as the Java worker does, and demonstrates it. */
package io.github.usagebudget.local;
