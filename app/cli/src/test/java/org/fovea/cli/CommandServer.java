package org.fovea.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fovea.cli.Fovea.Result;

/**
 * The program as {@link WarmProgram} keeps it: runs one command after another until its standard input ends. A command
 * is a number of arguments and these; the answer is the exit code and both outputs.
 */
final class CommandServer {
    private CommandServer() {}

    public static void main(String[] none) throws IOException {
        DataInputStream commands = new DataInputStream(System.in);
        DataOutputStream answers = new DataOutputStream(System.out);
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        while (true) {
            int count;
            try {
                count = commands.readInt();
            } catch (EOFException end) {
                System.exit(0); // threads of libraries may be left
                return;
            }
            List<String> words = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                words.add(read(commands));
            }
            Result result = CommandDoor.result(words);
            answers.writeInt(result.exitCode());
            write(result.out(), answers);
            write(result.err(), answers);
            answers.flush();
        }
    }

    /** A text as both sides write it: its length in bytes, and these. */
    static void write(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
