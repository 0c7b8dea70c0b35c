package org.fovea.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.command.LabCommand;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Terminal;
import org.fovea.config.Json;
import org.fovea.config.NearWord;
import org.fovea.isolate.TemporaryFolder;
import org.fovea.lab.agent.AgentBudget;
import org.fovea.lab.agent.Tool;
import org.fovea.lab.folder.AgentLimits;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Note;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Commands of {@code fovea lab} as tools for an agent. A tool has the arguments of its command, under the names of the
 * options without their dashes, and answers with what the command prints; with {@code json}, also with its document.
 * Where a command takes a file, a tool takes its text: an agent names no paths.
 */
public final class LabTools {
    /** Letters of a text; what agents write is kept for ever. */
    static final int MAX_TEXT = 16_384;

    /** Letters of a name, label or other short text. */
    static final int MAX_NAME = 200;

    private static final int MAX_SETTING = 2000;
    private static final int MAX_ITEMS = 100;
    private static final int MAX_ANSWER = 2 << 20;
    /** What the server says itself. */
    private static final List<String> NOT_OFFERED = List.of("--lab", "--by");

    private static final List<String> READING = List.of("floor", "status", "results", "show", "diff", "deadends");
    private static final List<String> WRITING = List.of("try", "reject", "reopen", "promote", "deadends add", "note");

    private final OpenLab lab;
    private final int threads;
    private final AgentBudget budget;

    /** Held while something is written: what there may be of it is counted first. */
    private final ReentrantLock writing = new ReentrantLock();

    /** Held instead while a run is promoted: gates need the whole machine, for minutes. */
    private final ReentrantLock promoting = new ReentrantLock();

    /**
     * Tools of a lab.
     *
     * @param lab open as long as they are used
     * @param threads for gates
     */
    public LabTools(OpenLab lab, int threads) {
        this.lab = lab;
        this.threads = threads;
        this.budget = new AgentBudget(lab.folder(), lab.queue());
    }

    public List<Tool> all() {
        CommandLine commands = new CommandLine(new LabCommand());
        List<Tool> all = new ArrayList<>();
        all.add(new Tool(
                "budget",
                "What agents may cost and change in this lab: limits of runs and hours for all agents together, what "
                        + "they have used, what is left, and the settings that may be changed (a name that ends in .* "
                        + "stands for all below it).",
                schema(List.of()),
                true,
                (_, _) -> budget()));
        READING.forEach(name -> all.add(tool(commands, name, true)));
        WRITING.forEach(name -> all.add(tool(commands, name, false)));
        return all;
    }

    private Tool.Answer budget() {
        AgentLimits limits = budget.limits();
        AgentBudget.Used used = budget.used(lab.ledger());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("limits", limits);
        document.put(
                "used",
                Map.of(
                        "runs", used.runs(),
                        "finished_runs", used.finished(),
                        "open_runs", used.open(),
                        "hours", used.hours()));
        document.put(
                "left",
                Map.of(
                        "runs", Math.max(0, limits.runs() - used.runs()),
                        "hours", Math.max(0, limits.hours() - used.hours())));
        String text = Json.of(document);
        return new Tool.Answer(text, Optional.of(JsonMapper.shared().readTree(text)));
    }

    private Tool tool(CommandLine commands, String name, boolean reads) {
        CommandLine command = commands;
        for (String word : name.split(" ")) {
            command = command.getSubcommands().get(word);
        }
        CommandSpec spec = command.getCommandSpec();
        List<ArgSpec> arguments = spec.args().stream()
                .filter(each -> !(each instanceof OptionSpec option
                        && (option.scopeType() == ScopeType.INHERIT || NOT_OFFERED.contains(option.longestName()))))
                .toList();
        List<String> description =
                new ArrayList<>(Arrays.asList(spec.usageMessage().header()));
        description.addAll(Arrays.asList(spec.usageMessage().description()));
        ReentrantLock oneAtATime = name.equals("promote") ? promoting : writing;
        return new Tool(
                name.replace(' ', '_'), String.join(" ", description), schema(arguments), reads, (given, by) -> {
                    if (reads) {
                        return answer(name, arguments, given, by);
                    }
                    oneAtATime.lockInterruptibly();
                    try {
                        verifyRoom(name);
                        return answer(name, arguments, given, by);
                    } finally {
                        oneAtATime.unlock();
                    }
                });
    }

    private void verifyRoom(String name) {
        switch (name) {
            case "reject", "reopen" -> AgentBudget.verifyRoom(lab.ledger(), Judgement.class, Judgement::by);
            case "deadends add" -> AgentBudget.verifyRoom(lab.ledger(), DeadEnd.class, DeadEnd::by);
            case "note" -> AgentBudget.verifyRoom(lab.ledger(), Note.class, Note::by);
            default -> {}
        }
    }

    private static Map<String, Object> schema(List<ArgSpec> arguments) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (ArgSpec argument : arguments) {
            Map<String, Object> type = new LinkedHashMap<>();
            if (argument.isMultiValue()) {
                type.put("type", "array");
                type.put("items", Map.of("type", "string", "maxLength", letters(argument)));
                type.put("maxItems", MAX_ITEMS);
            } else {
                type.put("type", type(argument));
                if (type.get("type").equals("string")) {
                    type.put("maxLength", letters(argument));
                }
            }
            type.put("description", described(argument));
            properties.put(name(argument), type);
            if (argument.required()) {
                required.add(name(argument));
            }
        }
        return Map.of("type", "object", "properties", properties, "required", required, "additionalProperties", false);
    }

    private static String described(ArgSpec argument) {
        String text = String.join(" ", argument.description())
                .replace(
                        "${COMPLETION-CANDIDATES}",
                        argument.completionCandidates() == null
                                ? ""
                                : String.join(", ", argument.completionCandidates()));
        return takesText(argument) ? text + " Its text, in Markdown." : text;
    }

    private static boolean takesText(ArgSpec argument) {
        return argument.type() == Path.class;
    }

    private static String type(ArgSpec argument) {
        Class<?> type = argument.type();
        return type == boolean.class || type == Boolean.class
                ? "boolean"
                : type == int.class || type == Integer.class || type == Long.class
                        ? "integer"
                        : type == Double.class ? "number" : "string";
    }

    private static int letters(ArgSpec argument) {
        String label = argument.paramLabel();
        return takesText(argument) || label.equals("TEXT") || label.equals("REASON")
                ? MAX_TEXT
                : label.contains("=") ? MAX_SETTING : MAX_NAME;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName().substring(2)
                : takesText(argument) ? "text" : argument.paramLabel().toLowerCase(Locale.ROOT);
    }

    private Tool.Answer answer(String name, List<ArgSpec> arguments, JsonNode given, Author by) throws IOException {
        Map<String, ArgSpec> known = new LinkedHashMap<>();
        arguments.forEach(each -> known.put(name(each), each));
        for (String each : given.propertyNames()) {
            if (!known.containsKey(each)) {
                throw AppException.usage("no argument '" + each + "'; "
                        + NearWord.of(each, known.keySet())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("it takes " + String.join(", ", known.keySet())));
            }
        }
        try (TemporaryFolder texts = TemporaryFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "agent-")) {
            List<String> words = new ArrayList<>(List.of("lab"));
            words.addAll(List.of(name.split(" ")));
            words.add("--quiet");
            words.add("--threads=" + threads);
            List<String> operands = new ArrayList<>();
            for (Map.Entry<String, ArgSpec> each : known.entrySet()) {
                for (String value : values(each.getKey(), each.getValue(), given.path(each.getKey()))) {
                    String word = value;
                    if (takesText(each.getValue())) {
                        Path file = texts.path().resolve(each.getKey());
                        word = Files.writeString(file, value).toString();
                    }
                    if (each.getValue() instanceof OptionSpec option) {
                        words.add(
                                type(option).equals("boolean")
                                        ? option.longestName()
                                        : option.longestName() + "=" + word);
                    } else {
                        operands.add(word);
                    }
                }
            }
            words.add("--");
            words.addAll(operands);
            return run(words, given.path("json").asBoolean(false), by);
        }
    }

    /** An argument as words; none where it is left out, or false. */
    private static List<String> values(String name, ArgSpec argument, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        List<JsonNode> all = argument.isMultiValue() && value.isArray() ? List.copyOf(value.values()) : List.of(value);
        if (all.size() > MAX_ITEMS) {
            throw AppException.usage(name + " has to be at most " + MAX_ITEMS + " items");
        }
        String type = argument.isMultiValue() ? "string" : type(argument);
        List<String> words = new ArrayList<>();
        for (JsonNode each : all) {
            boolean fits = switch (type) {
                case "boolean" -> each.isBoolean();
                case "integer" ->
                    each.isIntegralNumber() || each.isNumber() && each.asDouble() == Math.rint(each.asDouble());
                case "number" -> each.isNumber();
                default -> each.isString() || argument.isMultiValue() && each.isNumber();
            };
            if (!fits) {
                throw AppException.usage(
                        name + ": '" + each.asString(each.getNodeType().toString()) + "' is not of type " + type);
            }
            String word = type.equals("integer") ? each.asBigInteger() + "" : each.asString();
            if (word.length() > letters(argument)) {
                throw AppException.usage(name + " has to be at most " + letters(argument) + " letters");
            }
            if (!(each.isBoolean() && !each.booleanValue())) {
                words.add(word);
            }
        }
        return words;
    }

    private Tool.Answer run(List<String> words, boolean json, Author by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                false,
                MAX_NAME);
        FoveaCommand fovea = new FoveaCommand(terminal, Optional.of(new LabOption.Agent(by, lab)));
        int code = Main.run(fovea, words.toArray(String[]::new));
        terminal.out().flush();
        terminal.err().flush();
        String text = out.toString(StandardCharsets.UTF_8);
        if (code != ExitCode.DONE) {
            throw AppException.usage(
                    err.toString(StandardCharsets.UTF_8).strip().replaceAll("; see fovea [a-z ]* --help$", ""));
        }
        if (text.length() > MAX_ANSWER) {
            throw AppException.usage("the answer has " + text.length() + " letters; ask for less, as with limit");
        }
        return new Tool.Answer(text, json ? Optional.of(document(text)) : Optional.empty());
    }

    /** A document, as the protocol wants it: an object. */
    private static JsonNode document(String text) {
        JsonNode document = JsonMapper.shared().readTree(text);
        return document.isObject()
                ? document
                : JsonNodeFactory.instance.objectNode().set("all", document);
    }
}
