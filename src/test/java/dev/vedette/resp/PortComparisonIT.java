package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A real sentinel of Redis 7.0 and Vedette watch the same master and are asked the same, in RESP2
 * and in RESP3: the replies are the same, byte for byte, but for ages, ids and other things that
 * differ between any two sentinels.
 */
class PortComparisonIT {
  @RegisterExtension final RedisLab lab = new RedisLab();

  /** Calls whose replies must not differ at all. They leave both sentinels as they were. */
  private static final String SAME =
      """
      ping
      ping a
      ping a b
      nonsense a b
      client
      client nonsense
      client id x
      client list type nonsense
      client list type master
      client list id
      client list id x
      client no-evict x
      client no-evict on
      client kill 1 2 3
      client kill 127.0.0.1:1
      client kill id 0
      client kill id 99999999
      client kill type nonsense
      client kill user nobody
      client kill skipme maybe
      client unblock 3
      client unblock x
      client unblock 3 x
      client pause x
      client pause -1
      client pause 10 x
      client pause 10 write x
      client unpause
      client setname
      client getname
      client setname me
      client getname
      client getredir
      client trackinginfo
      client tracking on bcast optin
      client tracking on prefix a
      client tracking on optin optout
      client tracking on redirect 999999
      client tracking nonsense
      client tracking on optin
      client trackinginfo
      client caching yes
      client caching no
      client tracking off
      client caching yes
      client reply nonsense
      acl whoami
      acl users
      acl list
      acl getuser default
      acl getuser nobody
      acl cat
      acl cat nonsense
      acl genpass 0
      acl genpass x
      acl log x
      acl log 0
      acl log 1 2
      acl setuser a +get
      acl setuser a nonsense
      acl setuser a ~a ~* ~b
      acl setuser a &a &* &b
      acl setuser a #short
      acl setuser a <none
      acl setuser a +client|nonsense
      acl setuser a +client|list|x
      acl setuser a +ping|
      acl setuser a (~a
      acl setuser a (+nonsense)
      acl setuser a %X~a
      acl setuser a +@nonsense
      acl setuser u on >pw ~key* %R~r* %W~w* &chan* +@all -@dangerous
      acl getuser u
      acl dryrun u subscribe chan1 chan2
      acl dryrun u subscribe other
      acl dryrun u psubscribe chan*
      acl dryrun u psubscribe chanx
      acl dryrun u sentinel masters
      acl dryrun u get x
      acl dryrun nobody ping
      acl setuser u reset +ping|x (~a +@pubsub) (&b +ping)
      acl getuser u
      acl list
      acl dryrun u ping y
      acl deluser u nobody
      acl deluser default
      auth a
      auth a b
      auth a b c
      hello 4
      hello x
      hello 3 nonsense
      command nonsense
      command count x
      command getkeys get a
      command getkeys ping x
      command getkeysandflags publish a b
      command info nonsense ping auth hello publish role shutdown subscribe client|kill sentinel|set acl|cat
      command list filterby nonsense x
      command list filterby module x
      command list filterby pattern psub*
      command docs nonsense
      info nonsense
      role
      role x
      publish a b
      subscribe
      shutdown nonsense
      shutdown abort
      shutdown save nosave
      sentinel
      sentinel nonsense
      sentinel masters x
      sentinel master nobody
      sentinel replicas nobody
      sentinel slaves nobody
      sentinel sentinels nobody
      sentinel get-master-addr-by-name mymaster
      sentinel get-master-addr-by-name nobody
      sentinel is-master-down-by-addr 127.0.0.1 x 0 *
      sentinel is-master-down-by-addr 127.0.0.1 1 x *
      sentinel is-master-down-by-addr 127.0.0.1 1 0 *
      sentinel is-master-down-by-addr 127.0.0.1 99999 0 *
      sentinel ckquorum mymaster
      sentinel ckquorum nobody
      sentinel reset nobody
      sentinel failover nobody
      sentinel failover mymaster x
      sentinel monitor a 127.0.0.1 x 1
      sentinel monitor a 127.0.0.1 1 x
      sentinel monitor a 127.0.0.1 1 0
      sentinel monitor a localhost 1 1
      sentinel monitor mymaster 127.0.0.1 1 1
      sentinel monitor a 127.0.0.1 99999 1
      sentinel remove nobody
      sentinel set nobody quorum 1
      sentinel set mymaster quorum x
      sentinel set mymaster nonsense 1
      sentinel set mymaster quorum 1 nonsense
      sentinel set mymaster notification-script /nonsense
      sentinel set mymaster quorum 2
      sentinel config get nothing
      sentinel config get announce-*
      sentinel config set nonsense x
      sentinel config set announce-port x
      sentinel config nonsense x
      sentinel debug
      sentinel debug nonsense 1
      sentinel debug info-period x
      sentinel debug info-period 10000
      sentinel pending-scripts
      sentinel flushconfig
      sentinel simulate-failure nonsense
      sentinel simulate-failure help
      sentinel info-cache nobody
      info sentinel
      """;

  /** Calls whose replies have parts that must differ. */
  private static final List<String> SIMILAR =
      List.of(
          "sentinel masters",
          "sentinel master mymaster",
          "sentinel replicas mymaster",
          "sentinel sentinels mymaster",
          "sentinel myid",
          "hello",
          "client info",
          "client list",
          "acl log");

  /** Values that tell an age, an id or a size. */
  private static final Pattern OWN_VALUES =
      Pattern.compile(
          "(?<=\\|)(last-ping-sent|last-ok-ping-reply|last-ping-reply|info-refresh|role-reported-time"
              + "|last-hello-message|port|name|runid|slave-repl-offset|link-pending-commands|age-seconds|client-info|id)"
              + "\\|[$:,=]([0-9]+\\|)?[^|]*");

  private static final Pattern OWN_FIELDS =
      Pattern.compile("(id|addr|laddr|fd|age|idle|qbuf|qbuf-free|argv-mem|rbs|rbp|tot-mem)=[^ ]*");

  @Test
  void the_port_answers_as_that_of_a_real_sentinel() throws Exception {
    RedisGroup group = lab.group(1);
    String watch = "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 2";
    RedisProcess real = lab.sentinel(watch);
    int ours = startVedette(watch);
    awaitAgreement(real.port());
    awaitAgreement(ours);
    SoftAssertions differences = new SoftAssertions();
    for (String version : List.of("2", "3")) {
      try (RespClient theirs = new RespClient(real.port());
          RespClient mine = new RespClient(ours)) {
        theirs.call("HELLO", version);
        mine.call("HELLO", version);
        SAME.lines()
            .forEach(line ->
                differences.assertThat(call(mine, line)).as(line).isEqualTo(call(theirs, line)));
        for (String line : SIMILAR) {
          differences
              .assertThat(withoutOwn(call(mine, line)))
              .as(line)
              .isEqualTo(withoutOwn(call(theirs, line)));
        }
      }
    }
    differences.assertAll();
  }

  @Test
  void subscribers_are_answered_as_by_a_real_sentinel() throws Exception {
    RedisProcess real = lab.sentinel();
    int ours = startVedette("");
    List<String> talk =
        List.of(
            "subscribe a",
            "ping",
            "ping x",
            "client id",
            "nonsense",
            "psubscribe p*",
            "subscribe a",
            "unsubscribe",
            "punsubscribe x",
            "punsubscribe",
            "unsubscribe",
            "unsubscribe x",
            "punsubscribe",
            "ping x");
    for (String version : List.of("2", "3")) {
      try (RespClient theirs = new RespClient(real.port());
          RespClient mine = new RespClient(ours)) {
        theirs.call("HELLO", version);
        mine.call("HELLO", version);
        for (String line : talk) {
          String wanted = call(theirs, line);
          String reply = call(mine, line);
          if (line.equals("client id") && wanted.startsWith(":")) {
            assertThat(reply).as(line).startsWith(":");
          } else {
            assertThat(reply).as(line + " in RESP" + version).isEqualTo(wanted);
          }
        }
      }
    }
  }

  @Test
  void broken_frames_are_refused_as_by_a_real_sentinel() throws Exception {
    RedisProcess real = lab.sentinel();
    int ours = startVedette("");
    List<String> frames =
        List.of(
            "*1\r\nfoo\r\n",
            "*x\r\n",
            "*99999999999\r\n",
            "*1\r\n$-1\r\n",
            "*1\r\n$x\r\n",
            "*1\r\n$1000000000\r\n",
            "*1\r\n*1\r\n",
            "\"foo\r\n",
            "'foo'bar\r\n",
            "x".repeat(70_000),
            "*" + "1".repeat(70_000),
            "*0\r\n*-1\r\n\r\nPING\r\n*1\r\n!\r\n");
    for (String frame : frames) {
      try (RespClient theirs = new RespClient(real.port());
          RespClient mine = new RespClient(ours)) {
        theirs.raw(frame);
        mine.raw(frame);
        assertThat(mine.reply()).as(frame).isEqualTo(theirs.reply());
      }
    }
  }

  @Test
  void the_command_table_has_all_that_a_real_sentinel_has() throws Exception {
    RedisProcess real = lab.sentinel();
    int ours = startVedette("");
    try (RespClient theirs = new RespClient(real.port());
        RespClient mine = new RespClient(ours)) {
      List<String> names = new ArrayList<>(strings(call(mine, "command list")));
      SoftAssertions differences = new SoftAssertions();
      for (String name : strings(call(theirs, "command list"))) {
        assertThat(names).contains(name);
        boolean container = List.of("acl", "client", "command", "sentinel").contains(name);
        if (!container && !name.equals("sentinel|failover")) {
          String info = "command info " + name;
          differences.assertThat(call(mine, info)).as(info).isEqualTo(call(theirs, info));
          String docs = "command docs " + name;
          differences
              .assertThat(shape(call(mine, docs)))
              .as(docs)
              .isEqualTo(shape(call(theirs, docs)));
        }
      }
      differences.assertAll();
    }
  }

  /** The texts are ours; the fields, versions and arguments are those of Redis. */
  private static String shape(String docs) {
    return docs.replaceAll("(?<=\\|)(summary|complexity)\\|\\$[0-9]+\\|[^|]*\\|", "$1|")
        .replaceAll("(\\*2\\|\\$[0-9]+\\|[0-9.]+\\|)\\$[0-9]+\\|[^|]*\\|", "$1");
  }

  private static List<String> strings(String array) {
    return Pattern.compile("\\$[0-9]+\\|(.*?)\\|(?=[$*]|$)")
        .matcher(array)
        .results()
        .map(m -> m.group(1))
        .sorted()
        .toList();
  }

  private static String call(RespClient client, String line) {
    try {
      return client.call(line.split(" "));
    } catch (IOException e) {
      return "no reply: " + e;
    }
  }

  private static String withoutOwn(String reply) {
    String text = OWN_VALUES.matcher(reply).replaceAll("$1|?");
    // The connection of each to the other one.
    text = text.replaceAll("id=[^\n]* name=sentinel-[^\n]*\n", "");
    text = OWN_FIELDS.matcher(text).replaceAll("$1=?");
    // Redis 7.2 and we tell these two as well.
    text = text.replace(" lib-name= lib-ver=", "");
    return text.replaceAll("[0-9a-f]{40}", "?")
        .replaceAll("(^|\\|)[$=][0-9]+\\|(txt:)?(?=id=)", "$1")
        .strip();
  }

  private void awaitAgreement(int port) {
    await("sentinel at " + port + " knows its peer and the replica")
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          try (RespClient client = new RespClient(port)) {
            return call(client, "info sentinel").contains("slaves=1,sentinels=2");
          }
        });
  }

  private int startVedette(String... configuration) throws IOException {
    int port = FreePorts.next();
    Path file = lab.folder().resolve("vedette-" + port + ".conf");
    List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1"));
    lines.addAll(List.of(configuration));
    Files.write(file, lines);
    Path log = lab.folder().resolve("vedette-" + port + ".log");
    lab.showOnFailure(log);
    List<String> command =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vedette.Vedette",
                file.toString(),
                "--vedette.admin.enabled=false")
            .toList();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    lab.closing((AutoCloseable) () -> process.destroyForcibly().waitFor());
    await("Vedette answers")
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          try (RespClient client = new RespClient(port)) {
            return client.call("PING").equals("+PONG|");
          } catch (IOException e) {
            return false;
          }
        });
    return port;
  }
}
