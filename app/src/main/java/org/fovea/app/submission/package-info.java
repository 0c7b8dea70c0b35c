/** Submission directories of the challenge: made of an archive, and judged as the challenge would. */
package org.fovea.app.submission;
