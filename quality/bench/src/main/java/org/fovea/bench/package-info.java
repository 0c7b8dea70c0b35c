/** JMH benchmarks: {@code ./mvnw -Pjmh}, see CONTRIBUTING.md. */
package org.fovea.bench;
