/** What was tried and does not help: which candidates that closes, and what happens when it turns out to lean on something false. */
package org.fovea.lab.deadend;
