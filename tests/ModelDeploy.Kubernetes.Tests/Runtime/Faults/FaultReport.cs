using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;
using ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>Writes what the cluster showed: golden cases, and the table in the documentation.</summary>
internal static class FaultReport
{
    /// <summary>The variable that, when it is <c>1</c>, has both written.</summary>
    public const string Variable = "MODELDEPLOY_TESTS_CAPTURE";

    /// <summary>Where the table is.</summary>
    public const string Document = "docs/diagnosis.md";

    /// <summary>The heading of its chapter.</summary>
    public const string Heading = "Faults that were injected";

    private static readonly string[] NoiseOfMetadata = ["managedFields", "selfLink", "resourceVersion", "annotations", "generateName"];
    private static readonly string[] NoiseOfPods = ["tolerations", "dnsPolicy", "schedulerName", "terminationGracePeriodSeconds", "preemptionPolicy", "priority", "enableServiceLinks"];

    private const int Tries = 40;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private static bool IsWanted => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>
    /// Keeps what the API tells of this deployment as a golden case, once it shows by itself what was told: kubelet tells its warnings late
    /// when there are many, and a back-off hides what was seen before.
    /// </summary>
    public static async Task CaptureAsync(FaultLab lab, Fault fault, Failure failure)
    {
        if (!IsWanted || (await lab.Place.Client.GetAsync<JsonObject>(Kinds.Deployment, lab.Place.Name, $"deploy-{fault.Name}", default)).Value is not { } deployment)
            return;
        var golden = await TakeAsync(lab, fault, failure, Stripped(deployment));
        for (var left = Tries; !golden.Tells(); left--)
        {
            if (left == 0)
                return; // the cluster has dropped what told it: the case stays as it was
            await Task.Delay(BetweenTries);
            golden = await TakeAsync(lab, fault, failure, golden.Deployment!);
        }
        // What answered may be known by now.
        if (golden.Read(isDeadlineOver: true).Failure is { Evidence: [var shown, ..] })
            golden = golden with { Expect = golden.Expect with { Evidence = shown } };
        var text = JsonSerializer.Serialize(golden, GoldenCase.Format).Replace(lab.Place.Name, "models", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(RepositoryFiles.Root, GoldenCase.Folder, $"{fault.Name}.json"), text + "\n");
    }

    private static async Task<GoldenCase> TakeAsync(FaultLab lab, Fault fault, Failure failure, JsonObject deployment)
    {
        var (client, place) = (lab.Place.Client, lab.Place.Name);
        var selector = new Selector($"{Labels.Deployment}={fault.Name}");
        var replicaSets = (await client.ListAsync<JsonObject>(Kinds.ReplicaSet, place, selector, default)).Value!.Items;
        var pods = (await client.ListAsync<JsonObject>(Kinds.Pod, place, selector, default)).Value!.Items;
        var events = (await client.ListAsync<JsonObject>(Kinds.Event, place, null, default)).Value!.Items
            .Where(item => pods.Any(pod => $"{pod["metadata"]!["uid"]}" == $"{item["involvedObject"]!["uid"]}"));
        var (lines, missing) = await AskAsync(lab, pods);
        return new GoldenCase
        {
            Origin = "captured",
            Source = $"Kubernetes {(await client.GetAsync("version", default)).Value!["gitVersion"]}",
            Expect = new GoldenTold(failure.Reason, fault.Sentence, "", failure.NextStep, fault.SpecOf().Deadline > TimeSpan.FromMinutes(2)),
            At = TimeProvider.System.GetUtcNow(),
            Deployment = deployment,
            ReplicaSets = [.. replicaSets.Select(Stripped)],
            Pods = [.. pods.Select(Stripped)],
            Events = [.. events.Select(Stripped)],
            Logs = lines,
            IsPullSecretMissing = missing,
        };
    }

    /// <summary>Writes the table.</summary>
    public static async Task WriteAsync(IReadOnlyList<NamedFault> named)
    {
        if (!IsWanted)
            return;
        var path = Path.Combine(RepositoryFiles.Root, Document);
        var lines = (await File.ReadAllLinesAsync(path)).ToList();
        var begin = lines.FindIndex(lines.IndexOf($"## {Heading}"), line => line.StartsWith("|---", StringComparison.Ordinal)) + 1;
        var end = lines.FindIndex(begin, line => !line.StartsWith('|'));
        lines.RemoveRange(begin, (end < 0 ? lines.Count : end) - begin);
        lines.InsertRange(begin, named.Select(RowOf));
        await File.WriteAllLinesAsync(path, lines);
    }

    private static string RowOf(NamedFault name) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name.Fault.Name} | {name.Fault.How} | {name.Fault.Reason} | {name.First?.Reason.ToString() ?? "none"} | {(name.WasRightAtOnce ? "right" : name.IsRight ? "wrong, then right" : "wrong")} | {name.After.TotalSeconds:0.0} |");

    /// <summary>What is asked about pods beside their state, as the product does.</summary>
    private static async Task<(Dictionary<string, IReadOnlyList<string>> Lines, bool IsPullSecretMissing)> AskAsync(FaultLab lab, IReadOnlyList<JsonObject> pods)
    {
        var reader = new EvidenceReader(lab.Place.Client, lab.Place.Name, TimeProvider.System);
        var read = pods.Select(pod => pod.Deserialize<PodObject>(ApiJson.Options)!).ToList();
        await reader.RefreshAsync(read, pod => PodStory.None.With(pod), default);
        return (
            read.SelectMany(pod => reader.Of(pod).LastLines).ToDictionary(run => run.Key, run => (IReadOnlyList<string>)[.. run.Value]),
            read.Any(pod => reader.Of(pod).IsPullSecretMissing));
    }

    private static JsonObject Stripped(JsonObject item)
    {
        foreach (var noise in NoiseOfMetadata)
            item["metadata"]!.AsObject().Remove(noise);
        item["spec"]?["template"]?.AsObject().Remove("spec"); // the pods show it
        foreach (var noise in NoiseOfPods)
            item["spec"]?.AsObject().Remove(noise);
        return item;
    }
}
