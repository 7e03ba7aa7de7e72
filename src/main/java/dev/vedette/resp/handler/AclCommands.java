package dev.vedette.resp.handler;

import dev.vedette.resp.acl.AclDenial;
import dev.vedette.resp.acl.AclFile;
import dev.vedette.resp.acl.AclLog;
import dev.vedette.resp.acl.AclUser;
import dev.vedette.resp.acl.AclUser.RuleRefused;
import dev.vedette.resp.acl.AclUsers;
import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.command.AclCategory;
import dev.vedette.resp.command.CommandSpec;
import dev.vedette.resp.command.CommandTable;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.CommandDispatcher;
import dev.vedette.resp.session.CommandErrors;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.resp.session.CommandRefused;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ACL} and its subcommands. */
public final class AclCommands {
  private static final Logger log = LoggerFactory.getLogger(AclCommands.class);
  private static final int MAX_PASSWORD_BITS = 4096;
  private static final int DEFAULT_PASSWORD_BITS = 256;
  private static final int BITS_PER_DIGIT = 4;
  private static final int DEFAULT_LOG_ENTRIES = 10;
  private static final String HELP =
      """
      CAT [<category>]
          List the categories, or the commands of one.
      DELUSER <username> [<username> ...]
          Delete users and disconnect them.
      DRYRUN <username> <command> [<arg> ...]
          Tell whether a user could run a command, without running it.
      GENPASS [<bits>]
          Make a random password, of 256 bits unless said otherwise.
      GETUSER <username>
          Show the rules of a user.
      LIST
          Show all users as they are written in a file.
      LOAD
          Read the users from the ACL file, all or nothing.
      LOG [<count> | RESET]
          Show what was refused and to whom, or forget it.
      SAVE
          Write the users to the ACL file.
      SETUSER <username> [<rule> ...]
          Make or change a user, all or nothing.
      USERS
          List the names of the users.
      WHOAMI
          Tell who this connection is logged in as.
      """;

  private final CommandTable table;
  private final AclUsers users;
  private final AclLog aclLog;
  private final @Nullable AclFile file;
  private final SecureRandom random = new SecureRandom();

  /**
   * Commands about those users.
   *
   * @param file null when no {@code aclfile} is configured
   */
  public AclCommands(CommandTable table, AclUsers users, AclLog aclLog, @Nullable AclFile file) {
    this.table = table;
    this.users = users;
    this.aclLog = aclLog;
    this.file = file;
  }

  /** Makes them known. */
  public void register(CommandDispatcher dispatcher) {
    dispatcher.register("acl|help", Help.of("acl", HELP));
    dispatcher.register(
        "acl|whoami",
        CommandHandler.answering((c, a) -> RespValue.bulk(ByteText.bytes(c.userName()))));
    dispatcher.register("acl|users", CommandHandler.answering((c, a) -> names()));
    dispatcher.register("acl|list", CommandHandler.answering((c, a) -> list()));
    dispatcher.register("acl|getuser", CommandHandler.answering((c, a) -> getUser(a)));
    dispatcher.register("acl|setuser", CommandHandler.waiting((c, a) -> setUser(a)));
    dispatcher.register("acl|deluser", CommandHandler.waiting((c, a) -> deleteUsers(a)));
    dispatcher.register("acl|cat", CommandHandler.answering((c, a) -> categories(a)));
    dispatcher.register("acl|genpass", CommandHandler.answering((c, a) -> generatePassword(a)));
    dispatcher.register("acl|log", CommandHandler.answering((c, a) -> log(a)));
    dispatcher.register("acl|dryrun", CommandHandler.answering((c, a) -> dryRun(a)));
    dispatcher.register("acl|load", CommandHandler.waiting((c, a) -> load()));
    dispatcher.register("acl|save", CommandHandler.waiting((c, a) -> save()));
  }

  private RespValue names() {
    return RespValue.array(
        users.all().stream().map(user -> RespValue.bulk(ByteText.bytes(user.name()))).toList());
  }

  private RespValue list() {
    return RespValue.array(
        users.all().stream()
            .map(user ->
                RespValue.bulk(ByteText.bytes("user " + user.name() + " " + user.describe())))
            .toList());
  }

  private RespValue getUser(Arguments arguments) {
    AclUser user = users.find(arguments.byteText(2));
    if (user == null) {
      return RespValue.NULL;
    }
    List<AclUser.SelectorView> selectors = user.selectors();
    RespValue.MapBuilder map =
        RespValue.map()
            .put(
                "flags",
                new RespValue.SetValue(user.flags().stream().map(RespValue::bulk).toList()))
            .put("passwords", RespValue.strings(user.passwordHashes()));
    putSelector(map, selectors.getFirst());
    List<RespValue> more = new ArrayList<>();
    for (AclUser.SelectorView selector : selectors.subList(1, selectors.size())) {
      more.add(putSelector(RespValue.map(), selector).build());
    }
    return map.put("selectors", RespValue.array(more)).build();
  }

  private static RespValue.MapBuilder putSelector(
      RespValue.MapBuilder map, AclUser.SelectorView selector) {
    return map.put("commands", RespValue.bulk(ByteText.bytes(selector.commands())))
        .put("keys", RespValue.bulk(ByteText.bytes(selector.keys())))
        .put("channels", RespValue.bulk(ByteText.bytes(selector.channels())));
  }

  private RespValue setUser(Arguments arguments) throws CommandRefused {
    String name = arguments.byteText(2);
    if (name.chars().anyMatch(c -> c == 0 || c == ' ' || (c >= '\t' && c <= '\r'))) {
      throw new CommandRefused("Usernames can't contain spaces or null characters");
    }
    try {
      users.set(name, arguments.byteTexts(3));
    } catch (RuleRefused e) {
      throw new CommandRefused(ByteText.decode(e.text()));
    }
    return RespValue.OK;
  }

  private RespValue deleteUsers(Arguments arguments) throws CommandRefused {
    List<String> names = arguments.byteTexts(2);
    if (names.contains(AclUsers.DEFAULT)) {
      throw new CommandRefused("The 'default' user cannot be removed");
    }
    return RespValue.integer(users.delete(names));
  }

  private RespValue categories(Arguments arguments) throws CommandRefused {
    if (arguments.size() == 2) {
      return RespValue.strings(
          Arrays.stream(AclCategory.values()).map(AclCategory::wireName).toList());
    }
    requireAtMost(3, arguments);
    AclCategory category = AclCategory.named(arguments.byteText(2));
    if (category == null) {
      throw new CommandRefused("Unknown category '" + arguments.text(2) + "'");
    }
    return RespValue.strings(
        table.flattened().stream()
            .filter(command -> command.categories().contains(category))
            .map(CommandSpec::fullName)
            .toList());
  }

  private static void requireAtMost(int words, Arguments arguments) throws CommandRefused {
    if (arguments.size() > words) {
      throw CommandErrors.wrongSubcommandUse(arguments);
    }
  }

  private RespValue generatePassword(Arguments arguments) throws CommandRefused {
    requireAtMost(3, arguments);
    long bits =
        arguments.size() == 2
            ? DEFAULT_PASSWORD_BITS
            : arguments.number(2, "value is not an integer or out of range");
    if (bits <= 0 || bits > MAX_PASSWORD_BITS) {
      throw new CommandRefused(
          "ACL GENPASS argument must be the number of bits for the output password, a positive number up to "
              + MAX_PASSWORD_BITS);
    }
    int digits = (int) ((bits + BITS_PER_DIGIT - 1) / BITS_PER_DIGIT);
    byte[] bytes = new byte[digits / 2 + 1];
    random.nextBytes(bytes);
    return RespValue.bulk(HexFormat.of().formatHex(bytes).substring(0, digits));
  }

  private RespValue log(Arguments arguments) throws CommandRefused {
    requireAtMost(3, arguments);
    long count = DEFAULT_LOG_ENTRIES;
    if (arguments.size() == 3) {
      if (arguments.is(2, "reset")) {
        aclLog.clear();
        return RespValue.OK;
      }
      count = arguments.number(2, "value is not an integer or out of range");
    }
    return RespValue.array(aclLog.newest(count).stream().map(this::describe).toList());
  }

  private RespValue describe(AclLog.Entry entry) {
    return RespValue.map()
        .put("count", entry.count())
        .put("reason", entry.reason().name().toLowerCase(Locale.ROOT))
        .put("context", "toplevel")
        .put("object", RespValue.bulk(ByteText.bytes(entry.object())))
        .put("username", RespValue.bulk(ByteText.bytes(entry.username())))
        .put("age-seconds", new RespValue.DoubleValue(aclLog.ageMillis(entry) / 1000.0))
        .put("client-info", entry.clientInfo())
        .build();
  }

  private RespValue dryRun(Arguments arguments) throws CommandRefused {
    AclUser user = users.find(arguments.byteText(2));
    if (user == null) {
      throw new CommandRefused("User '" + arguments.text(2) + "' not found");
    }
    List<byte[]> words = arguments.words().subList(3, arguments.size());
    CommandSpec command = table.resolve(words);
    if (command == null) {
      throw new CommandRefused("Command '" + arguments.text(3) + "' not found");
    }
    if (!command.takes(words.size())) {
      throw new CommandRefused(CommandErrors.wrongArity(command));
    }
    AclDenial denial = user.check(command, words);
    if (denial == null) {
      return RespValue.OK;
    }
    return switch (denial.reason()) {
      case COMMAND, AUTH ->
          RespValue.bulk(
              "This user has no permissions to run the '" + command.fullName() + "' command");
      case KEY ->
          RespValue.bulk(
              "This user has no permissions to access the '"
                  + arguments.text(denial.argument() + 3)
                  + "' key");
      case CHANNEL ->
          RespValue.bulk(
              "This user has no permissions to access the '"
                  + arguments.text(denial.argument() + 3)
                  + "' channel");
    };
  }

  private AclFile requireFile() throws CommandRefused {
    if (file == null) {
      throw new CommandRefused(
          "This sentinel is not configured to use an ACL file. Set aclfile in its configuration and restart it; or change users"
              + " with ACL SETUSER, which keeps them in the configuration file.");
    }
    return file;
  }

  private RespValue load() throws CommandRefused {
    try {
      requireFile().load();
      return RespValue.OK;
    } catch (IOException e) {
      throw new CommandRefused(String.valueOf(e.getMessage()));
    }
  }

  private RespValue save() throws CommandRefused {
    try {
      requireFile().save();
      return RespValue.OK;
    } catch (IOException e) {
      log.error("The ACL file could not be written: {}", e.toString());
      throw new CommandRefused(
          "There was an error trying to save the ACLs. Please check the server logs for more information");
    }
  }
}
