/** Synthetic drives with exact labels, and small evaluators trained on them. */
package org.fovea.samples;
