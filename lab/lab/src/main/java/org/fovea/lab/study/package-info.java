/**
 * How ideas are tried: study files, samplers that propose candidates, the judge that decides what each run means, and
 * {@link SmallestTest} for a single {@link Idea}.
 */
package org.fovea.lab.study;
