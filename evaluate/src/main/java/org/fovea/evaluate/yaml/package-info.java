/** Small YAML files that people write by hand: nodes that know their lines, maps whose unknown keys are refused. */
package org.fovea.evaluate.yaml;
