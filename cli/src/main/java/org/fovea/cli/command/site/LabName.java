package org.fovea.cli.command.site;

import java.nio.file.Path;
import org.fovea.lab.folder.LabFolder;

/** What a lab is called on its pages: its folder's name. */
final class LabName {
    private LabName() {}

    static String of(LabFolder folder) {
        Path name = folder.path().getFileName();
        return name == null ? "lab" : name.toString();
    }
}
