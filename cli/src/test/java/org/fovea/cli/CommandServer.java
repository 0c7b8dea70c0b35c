package org.fovea.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.fovea.cli.terminal.Terminal;

/**
 * The program as {@link WarmProgram} keeps it: runs one command after another until its standard input ends. A command is a number of arguments and these; the answer is the exit code, and the lengths and bytes of both
 * outputs.
 */
final class CommandServer {
    private CommandServer() {}

    public static void main(String[] none) throws IOException {
        DataInputStream commands = new DataInputStream(System.in);
        DataOutputStream answers = new DataOutputStream(System.out);
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        while (true) {
            String[] arguments;
            try {
                arguments = new String[commands.readInt()];
            } catch (EOFException end) {
                System.exit(0); // threads of libraries may be left
                return;
            }
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = new String(commands.readNBytes(commands.readInt()), StandardCharsets.UTF_8);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int exitCode = Main.run(new Terminal(stream(out), stream(err), false, 80), arguments);
            answers.writeInt(exitCode);
            for (ByteArrayOutputStream output : new ByteArrayOutputStream[] {out, err}) {
                answers.writeInt(output.size());
                output.writeTo(answers);
            }
            answers.flush();
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
