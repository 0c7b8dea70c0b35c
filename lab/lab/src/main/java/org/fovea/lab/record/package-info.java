/** What a lab remembers: one immutable record for each fact, named by the hash of what it says. */
package org.fovea.lab.record;
