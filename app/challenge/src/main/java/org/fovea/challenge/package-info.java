/**
 * The comma video compression challenge's own contract: submission directories, the judge's run, the official files.
 */
package org.fovea.challenge;
