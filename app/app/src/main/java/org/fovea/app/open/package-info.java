/**
 * Opening what a caller has: archives, foreign submissions, class ids; and what is checked before something is written.
 */
@NullMarked
package org.fovea.app.open;

import org.jspecify.annotations.NullMarked;
