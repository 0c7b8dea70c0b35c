/** What a Fovea archive is made of; each package below holds one kind of content and its coder. */
package org.fovea.codec;
