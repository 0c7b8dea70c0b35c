package org.fovea.site.page;

/** Words of commands, quoted so that a shell takes them as they are. */
final class ShellWord {
    private ShellWord() {}

    static String of(String text) {
        return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** A file's name, which is never taken for an option. */
    static String file(String name) {
        return of(name.startsWith("-") ? "./" + name : name);
    }
}
