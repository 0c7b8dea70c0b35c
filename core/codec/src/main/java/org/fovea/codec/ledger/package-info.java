/** The byte ledger: where every byte of a file goes, and what bytes cost in the score. */
@NullMarked
package org.fovea.codec.ledger;

import org.jspecify.annotations.NullMarked;
