/** What an experiment is, its steps, and who carries them out. */
package org.fovea.lab.work;
