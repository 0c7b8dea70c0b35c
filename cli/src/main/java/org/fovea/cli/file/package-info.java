/** What commands read and write, and what is checked before. */
package org.fovea.cli.file;
