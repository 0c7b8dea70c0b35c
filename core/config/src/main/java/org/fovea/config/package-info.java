/**
 * Settings and documents: YAML that people write, whose nodes know their lines; records read from it; JSON in one
 * canonical form.
 */
package org.fovea.config;
