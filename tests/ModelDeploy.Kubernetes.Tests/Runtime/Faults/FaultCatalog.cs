using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>Every fault that is injected into the cluster under test.</summary>
internal static class FaultCatalog
{
    /// <summary>The port of the registry that answers wrongly, on the node.</summary>
    public const int RegistryPort = 18_765;

    /// <summary>Stands for the address of the node in images.</summary>
    public const string NodeAddress = "address-of-the-node";

    /// <summary>The label by which a played node is chosen.</summary>
    public const string NodeLabel = "modeldeploy.example/node";

    /// <summary>An extended resource of which the namespace may have none.</summary>
    public const string Widgets = "example.com/widget";

    private const long Mebibyte = 1L << 20;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(45);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Fault> All { get; } = [.. Images, .. Starts, .. Exits, .. Checks, .. Placement, .. Admissions, .. Specs];

    private static IEnumerable<Fault> Images =>
    [
        Image("image-not-there", FailureReason.ImageNotFound, "does not exist", "the registry answers 404", $"localhost:{RegistryPort}/missing/pot:1"),
        Image("image-private", FailureReason.ImageAuth, "does not let the cluster fetch", "the registry answers 401", $"localhost:{RegistryPort}/private/pot:1"),
        Image("image-forbidden", FailureReason.ImageAuth, "does not let the cluster fetch", "the registry answers 403", $"localhost:{RegistryPort}/forbidden/pot:1"),
        Image("image-rate-limit", FailureReason.ImagePull, "too many requests", "the registry answers 429", $"localhost:{RegistryPort}/limited/pot:1"),
        Image("image-registry-broken", FailureReason.ImagePull, "cannot be reached", "the registry answers 503", $"localhost:{RegistryPort}/broken/pot:1"),
        Image("image-other-processor", FailureReason.ImageInvalid, "cannot run on the cluster's nodes", "the image is for another processor only", $"localhost:{RegistryPort}/foreign/pot:1"),
        Image("image-no-tls", FailureReason.ImagePull, "cannot be secured", "the registry speaks HTTP where HTTPS is asked", $"{NodeAddress}:{RegistryPort}/tea/pot:1"),
        Image("image-registry-down", FailureReason.ImagePull, "cannot be reached", "nothing listens at the registry's address", "localhost:1/tea/pot:1"),
        Image("image-no-such-host", FailureReason.ImagePull, "cannot be reached", "the registry's name is not known", "nowhere.invalid/tea/pot:1"),
        Image("image-no-secret", FailureReason.PullSecretNotFound, "pull secret tea does not exist", "the pull secret does not exist", $"localhost:{RegistryPort}/private/pot:2") with
        {
            Spec = spec => spec with { ModelImage = $"localhost:{RegistryPort}/private/pot:2", ImagePullSecret = "tea" },
        },
        new("image-never-pulled", FailureReason.ImageNotFound, "may not fetch it")
        {
            How = "a policy forbids to fetch images, and the node has none",
            Spec = spec => spec.WithImage("localhost/nothing:2"),
            Craft = pod => pod.Model()["imagePullPolicy"] = "Never",
        },
        new("image-name-invalid", FailureReason.ImageInvalid, "is not valid") { How = "a policy writes a malformed name", Craft = pod => pod.Model()["image"] = "Tea//Pot:1" },
        new("image-no-program", FailureReason.ImageInvalid, "cannot run on the cluster's nodes")
        {
            How = "the command is a file that the processor cannot run",
            Craft = pod =>
            {
                pod.Mounts("files", "/files", new JsonObject { ["configMap"] = new JsonObject { ["name"] = "files", ["defaultMode"] = 0b111_101_101 } });
                pod.Model()["command"] = new JsonArray("/files/garbage");
            },
        },
    ];

    private static IEnumerable<Fault> Starts =>
    [
        new("config-no-secret", FailureReason.StartFailed, "needs a Secret or ConfigMap") { How = "a variable's Secret does not exist", Craft = pod => pod.Refers("secretKeyRef", "nowhere", "pot") },
        new("config-no-map", FailureReason.StartFailed, "needs a Secret or ConfigMap") { How = "a variable's ConfigMap does not exist", Craft = pod => pod.Refers("configMapKeyRef", "nowhere", "pot") },
        new("config-no-key", FailureReason.StartFailed, "needs a Secret or ConfigMap") { How = "a variable's ConfigMap lacks the key", Craft = pod => pod.Refers("configMapKeyRef", "files", "pot") },
        new("config-as-root", FailureReason.StartFailed, "could not be started")
        {
            How = "the image runs as root, which a policy forbids",
            Craft = pod => pod["securityContext"] = new JsonObject { ["runAsNonRoot"] = true },
        },
        new("command-missing", FailureReason.StartFailed, "could not be started") { How = "the command does not exist", Craft = pod => pod.Model()["command"] = new JsonArray("/nope") },
        new("command-forbidden", FailureReason.StartFailed, "could not be started")
        {
            How = "the command is not executable",
            Craft = pod =>
            {
                pod.Mounts("files", "/files", new JsonObject { ["configMap"] = new JsonObject { ["name"] = "files" } });
                pod.Model()["command"] = new JsonArray("/files/garbage");
            },
        },
        new("hook-fails", FailureReason.StartFailed, "A hook")
        {
            How = "the hook after the start fails",
            Craft = pod => pod.Model()["lifecycle"] = new JsonObject { ["postStart"] = new JsonObject { ["exec"] = new JsonObject { ["command"] = new JsonArray("/nope") } } },
        },
        new("volume-no-secret", FailureReason.StartFailed, "could not be mounted")
        {
            How = "a volume's Secret does not exist; 45 s deadline",
            Spec = spec => spec.WithDeadline(Short),
            Craft = pod => pod.Mounts("secret", "/secret", new JsonObject { ["secret"] = new JsonObject { ["secretName"] = "nowhere" } }),
        },
        new("volume-no-driver", FailureReason.StartFailed, "could not be mounted")
        {
            How = "the node does not have the driver of a volume; 45 s deadline",
            Spec = spec => spec.WithDeadline(Short),
            Craft = pod => pod.Mounts("driven", "/driven", new JsonObject { ["csi"] = new JsonObject { ["driver"] = "none.modeldeploy.example" } }),
        },
    ];

    private static IEnumerable<Fault> Exits =>
    [
        new("exit-1", FailureReason.Crashed, "exit code 1") { How = "the model ends with 1 a second after its start", Spec = spec => spec.WithEnv("CRASH_AFTER", "1").WithEnv("READY_AFTER", "1000") },
        new("exit-when-ready", FailureReason.Crashed, "3 times in the last 10 minutes") { How = "the model ends with 1 whenever it has been ready for three seconds", Spec = spec => spec.WithEnv("CRASH_AFTER", "4") },
        Ends("exit-0", "exit code 0", "the model is done at once", "true"),
        Ends("exit-126", "exit code 126", "the model's script calls what is not executable", "/usr"),
        Ends("exit-127", "exit code 127", "the model's script calls what is not there", "serve-model"),
        Ends("exit-137", "signal SIGKILL", "the model is killed", "kill -KILL $$"),
        Ends("exit-139", "signal SIGSEGV", "the model touches memory that is not its own", "kill -SEGV $$"),
        Ends("exit-143", "signal SIGTERM", "the model is asked to end", "kill -TERM $$"),
        new("out-of-memory", FailureReason.OutOfMemory, "more memory than its instance type gives") { How = "the model takes more memory than it has", Craft = pod => pod.Runs("tail /dev/zero") },
    ];

    private static IEnumerable<Fault> Checks =>
    [
        new("check-503", FailureReason.NotReady, "readiness check fails") { How = "the model answers 503; 45 s deadline", Spec = spec => spec.WithEnv("READY_AFTER", "1000").WithDeadline(Short) },
        new("check-404", FailureReason.NotReady, "readiness check fails")
        {
            How = "the model does not know the path of the check; 45 s deadline",
            Spec = spec => spec.WithDeadline(Short) with { Readiness = Readiness.Http("/nope") },
        },
        new("check-other-port", FailureReason.NotReady, "readiness check fails")
        {
            How = "nothing listens on the port; 45 s deadline",
            Spec = spec => spec.WithDeadline(Short),
            Craft = pod => pod.Runs("sleep 1000"),
        },
        new("check-silent", FailureReason.NotReady, "readiness check fails")
        {
            How = "the model takes connections and never answers; 45 s deadline",
            Spec = spec => spec.WithDeadline(Short),
            Craft = pod => pod.Runs("exec perl -MIO::Socket::INET -e 'my $l = IO::Socket::INET->new(Listen => 9, LocalPort => $ENV{PORT}); sleep 1000'"),
        },
        new("check-liveness", FailureReason.NotReady, "liveness check fails")
        {
            How = "a policy sets a liveness check that fails",
            Craft = pod => pod.Model()["livenessProbe"] = new JsonObject
            {
                ["httpGet"] = new JsonObject { ["path"] = "/nope", ["port"] = 9000 }, ["periodSeconds"] = 1, ["failureThreshold"] = 1,
            },
        },
    ];

    private static IEnumerable<Fault> Placement =>
    [
        Unplaced("place-cpu", "without enough CPU", "the instance type is larger than any node", AnInstanceType.Named("large-cpu").WithResources(90, 16 * Mebibyte)),
        Unplaced("place-memory", "without enough memory", "the instance type is larger than any node", AnInstanceType.Named("large-memory").WithResources(0.01m, 1L << 42)),
        Unplaced("place-gpu", "without enough GPUs", "no node has such GPUs", AnInstanceType.Named("gpu").WithResources(0.01m, 16 * Mebibyte, 1) with { GpuResource = "example.com/gpu" }),
        Unplaced("place-selector", "without the labels", "no node has the label", On("nowhere")),
        Unplaced("place-taint", "with a taint", "the nodes that have the label are kept for others", On("tainted")),
        Unplaced("place-cordoned", "closed for new replicas", "the nodes that have the label are cordoned", On("cordoned")),
        Unplaced("place-not-ready", "not ready or out of reach", "the nodes that have the label are not ready", On("silent")),
        Unplaced("place-full", "with as many pods as fit", "the nodes that have the label are full", On("full") with { Tolerations = [new Toleration(PlayedNodes.Played, "Exists", null, null)] }),
        Unplaced("place-several", "without enough memory", "too large for some nodes, others are kept for others", On("tainted") with
        {
            Name = "several", NodeSelector = [], Resources = new(90, 1L << 42, 0),
        }),
        Unplaced("place-no-claim", "A volume that the replica needs is not there", "a volume claim does not exist", null, pod => pod.Mounts("data", "/data", Claim("nowhere"))),
        Unplaced("place-unbound-claim", "a volume is not available", "a volume claim is not bound", null, pod => pod.Mounts("data", "/data", Claim("unbound"))),
        Unplaced("place-affinity", "a rule of affinity", "a policy wants it beside what is nowhere", null, pod => pod["affinity"] = JsonNode.Parse(
            """{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"nobody":"has"}}}]}}""")),
        Unplaced("place-port", "the port is taken", "a policy wants a port of the node that is taken", null, pod => pod.Model()["ports"]![0]!["hostPort"] = RegistryPort),
    ];

    private static IEnumerable<Fault> Admissions =>
    [
        new("refused-by-quota", FailureReason.AdmissionDenied, "A quota of the cluster")
        {
            How = "the namespace may have none of the resource",
            Type = AnInstanceType.Named("widget").WithResources(0.01m, 16 * Mebibyte, 1) with { GpuResource = Widgets },
        },
        new("refused-by-limits", FailureReason.AdmissionDenied, "A limit range of the cluster")
        {
            How = "the namespace does not allow so much CPU",
            Type = AnInstanceType.Named("unlimited").WithResources(200, 16 * Mebibyte),
        },
        new(FaultWebhook.Denied, FailureReason.AdmissionDenied, "an admission webhook) refuses") { How = "a webhook denies pods" },
        new(FaultWebhook.Unreachable, FailureReason.AdmissionDenied, "does not answer") { How = "nothing listens at a webhook's address" },
        new("refused-without-account", FailureReason.AdmissionDenied, "The account that replicas run as") { How = "the service account of pods does not exist", Craft = pod => pod["serviceAccountName"] = "nobody" },
        new("refused-as-invalid", FailureReason.AdmissionDenied, "admission refuses it")
        {
            How = "a policy makes a pod that breaks the schema",
            Craft = pod => pod.Model()["resources"]!["requests"]!["memory"] = "1Ti",
        },
    ];

    private static IEnumerable<Fault> Specs =>
    [
        new("spec-no-group", FailureReason.GroupNotFound, "does not exist") { How = "kubectl names a group that does not exist", Spec = spec => spec.WithGroup("nobody") },
        new("spec-group-off", FailureReason.GroupDisabled, "is switched off") { How = "kubectl names a group where it is off", Spec = spec => spec.WithGroup("off") },
        new("spec-no-type", FailureReason.InstanceTypeNotFound, "does not exist") { How = "kubectl names an instance type that does not exist", Spec = spec => spec.WithInstanceType("nothing") },
        new("spec-over-quota", FailureReason.QuotaExceeded, "has no room") { How = "kubectl asks for more than the group's quota", Spec = spec => spec.WithGroup("poor") },
        new("spec-invalid", FailureReason.InvalidSpec, "breaks a rule") { How = "kubectl sets a variable that the platform keeps for itself", Spec = spec => spec.WithEnv("PORT", "1") },
    ];

    private static Fault Image(string name, FailureReason reason, string sentence, string how, string image) =>
        new(name, reason, sentence) { How = how, Spec = spec => spec.WithImage(image), IsFetched = true };

    private static Fault Ends(string name, string sentence, string how, string script) =>
        new(name, FailureReason.Crashed, sentence) { How = how, Craft = pod => pod.Runs(script, withProcessesOfTheNode: true) };

    private static Fault Unplaced(string name, string sentence, string how, InstanceType? type, Action<JsonObject>? craft = null) =>
        new(name, FailureReason.Unschedulable, sentence) { How = how, Type = type, Craft = craft };

    private static InstanceType On(string node) =>
        AnInstanceType.Named($"on-{node}").WithResources(0.01m, 16 * Mebibyte) with { NodeSelector = [new NodeLabel(NodeLabel, node)] };

    private static JsonObject Claim(string name) => new() { ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = name } };
}
