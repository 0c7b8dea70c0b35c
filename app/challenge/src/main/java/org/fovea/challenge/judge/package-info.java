/**
 * What the challenge's judge does with a submission, done here: unpack it, run it where it sees nothing else, measure,
 * check.
 */
package org.fovea.challenge.judge;
