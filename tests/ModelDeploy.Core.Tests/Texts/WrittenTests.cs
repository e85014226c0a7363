using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Texts;

public sealed class WrittenTests
{
    private static readonly Shortage Cpu = new(QuotaResource.Cpu, Wanted: 1, Used: 3.5m, Limit: 4);

    [Theory]
    [InlineData("1 replica is ready", "1 Replikat ist bereit")]
    [InlineData("All 3 replicas are ready", "Alle 3 Replikate sind bereit")]
    [InlineData(
        "All 3 replicas are ready. A replica exited 2 times in the last 10 minutes",
        "Alle 3 Replikate sind bereit. Ein Replikat endete 2-mal in den letzten 10 Minuten")]
    [InlineData(
        "All 2 replicas are ready. A replica exited once in the last 10 minutes. The cluster warns of its Ingress, so that callers may not get through: Sync: no backend. See 1 replica is ready. x",
        "Alle 2 Replikate sind bereit. Ein Replikat endete einmal in den letzten 10 Minuten. Der Cluster warnt vor seinem Ingress, sodass Aufrufer vielleicht nicht durchkommen: Sync: no backend. See 1 replica is ready. x")]
    [InlineData("0 of 1 replica ready", "0 von 1 Replikat bereit")]
    [InlineData("2 of 3 replicas ready, 1 of an older revision left", "2 von 3 Replikaten bereit, noch 1 einer älteren Revision")]
    [InlineData(
        "3 of 3 replicas ready, 1 of an older revision left. The replica iris-1 was asked to end at 2026-03-01 10:00:00 UTC and takes no requests, but is not gone: let an administrator look after its node, and for a finalizer that holds it",
        "3 von 3 Replikaten bereit, noch 1 einer älteren Revision. Das Replikat iris-1 soll seit 2026-03-01 10:00:00 UTC enden und bekommt keine Anfragen, ist aber noch da: Lassen Sie einen Administrator nach seinem Knoten sehen, und nach einem Finalizer, der es hält")]
    [InlineData(
        "1 of 1 replica ready, 2 too many left. The replica iris-1 and 1 more were asked to end, the first at 2026-03-01 10:00:00 UTC, and take no requests, but are not gone: let an administrator look after their nodes, and for finalizers that hold them",
        "1 von 1 Replikat bereit, noch 2 zu viel. Das Replikat iris-1 und 1 weitere sollen enden, das erste seit 2026-03-01 10:00:00 UTC, und bekommen keine Anfragen, sind aber noch da: Lassen Sie einen Administrator nach ihren Knoten sehen, und nach Finalizern, die sie halten")]
    [InlineData(
        "system:serviceaccount:a:b may not patch deployments.apps in the namespace models.",
        "system:serviceaccount:a:b darf im Namespace models deployments.apps nicht patch.")]
    [InlineData("Stopping: 1 replica left", "Wird gestoppt: noch 1 Replikat")]
    [InlineData(
        "The image tea/pot:1 does not exist. Revision 4 still serves.",
        "Das Image tea/pot:1 gibt es nicht. Revision 4 antwortet weiter.")]
    [InlineData(
        "The model exits by itself: it exited at least 20 times without ever being ready, last with exit code 3. 2 replicas of 3 still serve.",
        "Das Modell beendet sich selbst: mindestens 20-mal, ohne je bereit zu sein, zuletzt mit Exit-Code 3. 2 Replikate von 3 antworten weiter.")]
    [InlineData(
        "Nothing is known since 2026-03-01 10:00:00 UTC: the cluster is gone",
        "Seit 2026-03-01 10:00:00 UTC ist nichts bekannt: the cluster is gone")]
    [InlineData("modelImage: Enter a model image.", "modelImage: Geben Sie ein Modell-Image ein.")]
    [InlineData("1 CPU wanted, 3.5 CPU of 4 CPU used", "1 CPU gewünscht, 3,5 CPU von 4 CPU belegt")]
    [InlineData("The group Stopped does not exist.", "Die Gruppe Stopped gibt es nicht.")]
    [InlineData("Nobody of the product wrote this.", "Nobody of the product wrote this.")]
    [InlineData("", "")]
    public void What_was_written_in_English_is_read_in_German(string written, string read)
    {
        using var _ = new Reader("de");

        Assert.Equal(read, Written.Read(written));
    }

    [Theory]
    [InlineData("1 CPU wanted, ", " of 4 CPU used")]
    [InlineData("x: ", "")]
    public void What_only_begins_like_one_of_ours_is_left_as_it_is(string begin, string end)
    {
        using var _ = new Reader("de");
        var written = begin + string.Concat(Enumerable.Repeat("a of b: ", 200)) + end + "!";

        Assert.Equal(written, Written.Read(written));
    }

    [Fact]
    public void In_English_it_is_read_as_it_was_written()
    {
        using var _ = new Reader("en");

        Assert.Equal("1 replica is ready", Written.Read("1 replica is ready"));
    }

    public static TheoryData<Failure> EveryFailure =>
    [
        Failures.GroupNotFound("research"),
        Failures.GroupDisabled("Research: a group"),
        Failures.InstanceTypeNotFound("cpu-1", "research"),
        Failures.InvalidSpec([.. SpecValidator.Validate(new DeploymentSpec { DisplayName = "", Group = "", InstanceType = "", ModelImage = "A B" }, new SpecLimits()).Select(error => error.ToString())]),
        Failures.QuotaExceeded("research", [Cpu, new(QuotaResource.Memory, 1L << 30, 3L << 29, 2L << 30)]),
        Failures.MaxDeployments("research", new(QuotaResource.Deployments, 1, 2, 2)),
        Failures.ImageInvalid("A B", ""),
        Failures.ImageNotFound("tea/pot:1", []),
        Failures.ImageNotFound("tea/pot:1", ["iris", "housing"]),
        Failures.ImageNotFound("tea/pot:1", "manifest unknown"),
        Failures.ImageAuth("tea/pot:1", "401 Unauthorized"),
        Failures.ImagePull("tea/pot:1", "connection refused"),
        Failures.PullSecretNotFound("tea", "401 Unauthorized"),
        Failures.Unschedulable(null, [], "no nodes available"),
        Failures.Unschedulable(1, [NodeLacks.Cpu(1)], "0/1 nodes are available"),
        Failures.Unschedulable(
            9, [NodeLacks.Memory(1), NodeLacks.Gpu(2), NodeLacks.Tainted(3), NodeLacks.NotSelected(4), NodeLacks.TooManyPods(5), NodeLacks.Other(6, "were in a, b mood")],
            "0/9 nodes are available"),
        Failures.Unschedulable(
            9, [NodeLacks.Cordoned(1), NodeLacks.NotAnswering(2), NodeLacks.UnderPressure(3), NodeLacks.Volume(4), NodeLacks.Port(5), NodeLacks.Apart(6), NodeLacks.Resource(7, "example.com/tpu")],
            "0/9 nodes are available", smallerHelps: false),
        Failures.ImagePull("tea/pot:1", "no such host", PullTrouble.Unreachable),
        Failures.ImagePull("tea/pot:1", "x509", PullTrouble.Tls),
        Failures.ImagePull("tea/pot:1", "429", PullTrouble.RateLimit),
        Failures.ImagePull("tea/pot:1", "no space left", PullTrouble.NoSpace),
        ClusterFailures.ImageNotRunnable("tea/pot:1", "exec format error"),
        ClusterFailures.ImageNotOnNode("tea/pot:1", "not present"),
        ClusterFailures.Quota("exceeded quota"),
        ClusterFailures.Limits("maximum cpu usage"),
        ClusterFailures.PodSecurity("violates PodSecurity"),
        ClusterFailures.WebhookDenied("denied the request"),
        ClusterFailures.WebhookUnreachable("connection refused"),
        ClusterFailures.IngressConflict("is already defined"),
        ClusterFailures.ServiceAccountMissing("not found"),
        ClusterFailures.Preempted("Preempting"),
        ClusterFailures.NodeShutDown("Shutdown"),
        ClusterFailures.NodeRefused("OutOfcpu"),
        ClusterFailures.NodeLost("node-1", "NodeNotReady"),
        ClusterFailures.VolumeMissing("not found"),
        ClusterFailures.VolumeNotMounted("timed out"),
        ClusterFailures.ConfigMissing("secret not found"),
        ClusterFailures.NodeTrouble("no network"),
        ClusterFailures.HookFailed("exited with 1"),
        ClusterFailures.LivenessFailed("GET /", "HTTP 500"),
        ClusterFailures.RolloutStuck("has timed out progressing"),
        ClusterFailures.PodsNotMade("etcdserver: request timed out"),
        Failures.Evicted("The node was low on resource: memory."),
        Failures.AdmissionDenied("exceeded quota"),
        Failures.ContainerNotStarted("no such file or directory"),
        Failures.MissingPermission("system:serviceaccount:models:controller", "patch", "deployments.apps", "models", "cannot patch"),
        Failures.NotEnded(TimeSpan.FromMinutes(1), "3 of 3 replicas ready, 1 of an older revision left"),
        Failures.ForeignChild("Service deploy-iris", "models"),
        Failures.StartFailed("python3 serve.py", ""),
        Failures.Crashed("signal SIGSEGV", "3 times in the last 10 minutes", []),
        Failures.OutOfMemory(512 << 20, "once in the last 10 minutes", []),
        Failures.NotReady("GET /ready on port 9000", "HTTP 503"),
        Failures.DeadlineExceeded(TimeSpan.FromMinutes(5), "0 of 2 replicas ready"),
        Failures.PortInUse("20000-29999"),
        Failures.RuntimeRejected("no"),
    ];

    [Theory]
    [MemberData(nameof(EveryFailure))]
    public void Every_failure_is_read_in_German(Failure written)
    {
        using var _ = new Reader("de");

        var read = Written.Read(written);

        Assert.NotEqual(written.Message, read.Message);
        Assert.NotEqual(written.NextStep, read.NextStep);
        if (written.Reason is FailureReason.InvalidSpec or FailureReason.QuotaExceeded or FailureReason.MaxDeployments or FailureReason.PortInUse || written.Message.StartsWith("It was not ready", StringComparison.Ordinal))
            Assert.All(written.Evidence.Zip(read.Evidence), line => Assert.NotEqual(line.First, line.Second));
    }

    public static TheoryData<string> EveryNote =>
    [
        ClusterNotes.IngressWithoutAddress("nginx", TimeSpan.FromMinutes(2)),
        ClusterNotes.IngressWithoutAddress(null, TimeSpan.FromMinutes(2)),
        ClusterNotes.IngressSecretMissing("models-tls"),
        ClusterNotes.IngressCertificate("Sync: secret is broken"),
        ClusterNotes.IngressWarning("Sync: no backend"),
    ];

    [Theory]
    [MemberData(nameof(EveryNote))]
    public void Every_note_is_read_in_German(string note)
    {
        using var _ = new Reader("de");
        var german = Written.Read(note);

        Assert.NotEqual(note, german);
        Assert.Equal($"1 Replikat ist bereit. {german}", Written.Read($"1 replica is ready. {note}"));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData(null)]
    public void Two_notes_in_one_are_both_read_in_German(string? ingressClass)
    {
        var (first, second) = (ClusterNotes.IngressWithoutAddress(ingressClass, TimeSpan.FromMinutes(2)), ClusterNotes.IngressSecretMissing("models-tls"));
        var both = ClusterNotes.Both(first, second);

        using var _ = new Reader("de");

        Assert.Equal($"1 Replikat ist bereit. {Written.Read(first)}. {Written.Read(second)}", Written.Read($"1 replica is ready. {both}"));
        Assert.NotEqual(second, Written.Read(second));
    }

    [Fact]
    public void What_the_model_said_stays_as_it_is()
    {
        using var _ = new Reader("de");

        Assert.Equal(["Stopped"], Written.Read(Failures.Crashed("exit code 1", "once", ["Stopped"])).Evidence);
    }

    [Fact]
    public void Amounts_in_a_quota_failure_have_the_readers_decimal_point()
    {
        using var _ = new Reader("de");

        Assert.Equal(
            "Das Kontingent der Gruppe research hat keinen Platz: 0,5 CPU, 2 Deployments mehr nötig.",
            Written.Read("The quota of the group research has no room: 0.5 CPU, 2 deployments more needed."));
    }
}
