/** {@code fovea clip}: what a clip is, its frames as files, and copies of it. */
package org.fovea.cli.command.clip;
