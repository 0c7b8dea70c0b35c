/**
 * Settings and documents: Hand-written YAML, whose nodes know their lines; records read from it; JSON in one canonical
 * form.
 */
package org.fovea.config;
