/** Where the time of a training step goes. The JMH benchmarks of the module {@code bench} measure the rest. */
@NullMarked
package org.fovea.app.bench;

import org.jspecify.annotations.NullMarked;
