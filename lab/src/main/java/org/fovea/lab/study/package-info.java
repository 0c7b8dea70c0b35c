/** Planned searches: study files, samplers that propose candidates, and the judge that decides what each run means. */
package org.fovea.lab.study;
