package org.fovea.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fovea.codec.io.VisibleLetters;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.StudyJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an agent's client hears, and what becomes of the server, when the program itself fails. */
final class AgentServerErrorTest {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;
    private static final String TOOL = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"floor","arguments":{}}}
            """;
    private static final String RESOURCE = """
            {"jsonrpc":"2.0","id":2,"method":"resources/read","params":{"uri":"fovea-lab://floor"}}
            """;

    @TempDir
    private Path path;

    @Test
    void letters_that_a_terminal_obeys_are_written_as_numbers() {
        String harmful = "\u202e\u009b31m\u200b\u007f";
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        assertThrown(TimeoutException.class, () -> serve(new IllegalArgumentException("no " + harmful), TOOL, heard));
        String answer = answers(heard).stream()
                .filter(line -> line.contains("\"id\":2"))
                .findFirst()
                .orElseThrow();
        assertThat(answer).isEqualTo(VisibleLetters.of(answer));
        JsonNode said = JsonMapper.shared().readTree(answer).at("/result/content/0/text");
        assertThat(said.asString()).isEqualTo("no " + harmful);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOOL, RESOURCE})
    void too_little_memory_ends_the_server_and_is_no_answer(String question) throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        assertThatThrownBy(() -> serve(error, question, heard))
                .isInstanceOf(ExecutionException.class)
                .hasCauseReference(error);
        assertThat(answers(heard)).noneMatch(line -> line.contains("\"result\"") && line.contains("\"id\":2"));
    }

    @Test
    void what_the_lab_refuses_is_an_answer_and_the_server_goes_on() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        assertThrown(TimeoutException.class, () -> serve(new IllegalArgumentException("not that"), TOOL, heard));
        assertThat(answers(heard))
                .anyMatch(
                        line -> line.contains("not that") && line.contains("\"id\":2") && line.contains("\"result\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'initialize'|~~|the params of initialize are no JSON object",
                "'initialize'|,'params':[]|the params of initialize are no JSON object",
                "'tools/call'|,'params':{'name':[]}|the params of tools/call are not those of the protocol",
                "'tools/call'|,'params':{'name':'flor'}|no tool 'flor'; did you mean 'floor'?",
                "'tools/call'|,'params':{'name':'shell'}|no tool 'shell'; tools: floor, budget",
                "'tools/list'|,'params':5|the params of tools/list are no JSON object",
                "'tools/list'|~~|send initialize before tools/list",
            })
    void what_is_no_request_of_the_protocol_is_answered_with_what_is_wrong(String method, String params, String answer)
            throws Exception {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Serving serving = new Serving(new IllegalArgumentException("not that"), heard)) {
            String request = "{'jsonrpc':'2.0','id':7,'method':" + method + params + "}\n";
            serving.say(request.replace('\'', '"'));
            serving.end();
            serving.served.get(60, TimeUnit.SECONDS);
        }
        assertThat(answers(heard)).singleElement().asString().contains("\"id\":7", answer);
    }

    /** The SDK's own transport went silent for ever at bursts of eight and more. */
    @Test
    void bursts_of_parallel_requests_are_all_answered() throws Exception {
        StringBuilder bursts = new StringBuilder(HELLO);
        int asked = 2000;
        for (int i = 0; i < asked; i++) {
            String method = i % 2 == 0 ? "\"tools/call\",\"params\":{\"name\":\"floor\",\"arguments\":{}}" : "\"ping\"";
            bursts.append("{\"jsonrpc\":\"2.0\",\"id\":")
                    .append(i + 2)
                    .append(",\"method\":")
                    .append(method)
                    .append("}\n");
        }
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        Serving serving = new Serving(new IllegalArgumentException("not that"), heard);
        try (serving) {
            for (int at = 0; at < bursts.length(); at += 4096) { // in pieces that are no lines
                serving.say(bursts.substring(at, Math.min(bursts.length(), at + 4096)));
            }
            serving.end();
            serving.served.get(60, TimeUnit.SECONDS);
        }
        List<String> answers = answers(heard);
        for (int i = 0; i <= asked; i++) {
            String id = "\"id\":" + (i + 1) + ",";
            assertThat(answers.stream().filter(line -> (line.replace("}", ",}")).contains(id)))
                    .as("request %d", i + 1)
                    .hasSize(1);
        }
    }

    @Test
    void a_client_that_no_longer_reads_ends_the_server_with_a_sentence() throws Exception {
        OutputStream deaf = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (Serving serving = new Serving(new IllegalArgumentException("not that"), deaf)) {
            serving.say(HELLO);
            assertThatThrownBy(() -> serving.served.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Broken pipe");
        }
    }

    private static List<String> answers(ByteArrayOutputStream heard) {
        return heard.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Asks a lab whose ledger fails, and goes on listening. */
    private void serve(Throwable failure, String question, OutputStream heard) throws Exception {
        try (Serving serving = new Serving(failure, heard)) {
            serving.say(HELLO + question);
            serving.served.get(failure instanceof Error ? 60 : 10, TimeUnit.SECONDS);
        }
    }

    /** Fails where tools begin to read. */
    private static final class FailingLedger extends Ledger {
        private final Throwable failure;

        FailingLedger(LabDatabase database, Throwable failure) {
            super(database);
            this.failure = failure;
        }

        @Override
        public <T extends LabRecord> List<Numbered<T>> all(Class<T> type) {
            throw failed();
        }

        @Override
        public Optional<Numbered<Run>> floor(String benchmark) {
            throw failed();
        }

        @Override
        public Map<String, Numbered<Run>> floors() {
            throw failed();
        }

        private RuntimeException failed() {
            if (failure instanceof Error error) {
                throw error;
            }
            return (RuntimeException) failure;
        }
    }

    /** A server of a lab whose ledger fails. */
    private final class Serving implements AutoCloseable {
        private final LabDatabase database;
        private final PipedOutputStream client = new PipedOutputStream();
        private final PipedInputStream in = new PipedInputStream(client);
        private final FutureTask<Void> served;

        Serving(Throwable failure, OutputStream heard) throws Exception {
            LabFolder folder = LabFolder.create(path.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE));
            database = LabDatabase.open(folder.database());
            Ledger ledger = new FailingLedger(database, failure);
            AgentLab lab = new AgentLab(
                    folder,
                    ledger,
                    new JobQueue(database),
                    new StudyJudge(_ -> List.of(), _ -> List.of(), StudyJudge.Allowance.ALL),
                    () -> {
                        throw new IllegalStateException("no workshop");
                    },
                    Throwable::toString);
            served = new FutureTask<>(() -> {
                new AgentServer(lab, "1").serve(in, heard);
                return null;
            });
            Thread.ofPlatform().daemon().start(served);
        }

        void say(String text) throws IOException {
            client.write(text.getBytes(StandardCharsets.UTF_8));
            client.flush();
        }

        void end() throws IOException {
            client.close();
        }

        @Override
        public void close() throws IOException {
            client.close();
            in.close();
            database.close();
        }
    }
}
