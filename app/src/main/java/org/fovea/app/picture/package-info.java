/** Class masks as pictures: colours, captions, sheets, PNG. */
package org.fovea.app.picture;
