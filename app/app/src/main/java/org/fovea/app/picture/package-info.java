/** Class masks as pictures: colours, captions, sheets, PNG. */
@NullMarked
package org.fovea.app.picture;

import org.jspecify.annotations.NullMarked;
