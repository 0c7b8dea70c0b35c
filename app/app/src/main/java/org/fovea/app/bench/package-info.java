/**
 * Where the time goes: a training step, a ledger of many runs. Codecs and networks are measured by the JMH benchmarks
 * of the module {@code bench}.
 */
@NullMarked
package org.fovea.app.bench;

import org.jspecify.annotations.NullMarked;
