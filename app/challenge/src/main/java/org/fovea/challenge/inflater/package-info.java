/**
 * The program that a submission carries beside {@code inflate.sh}. Its jar holds these classes and those of
 * {@code codec} and {@code render} and nothing else, so that this package may use nothing else.
 */
package org.fovea.challenge.inflater;
