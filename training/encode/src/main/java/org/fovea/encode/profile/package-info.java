/** All settings of one encode: YAML files, their canonical form, and the stages that they name. */
package org.fovea.encode.profile;
