using Microsoft.AspNetCore.Http;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;
using ModelDeploy.Kubernetes.Tests.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

/// <summary>What is asked of the API server about pods that are not ready: with hundreds of them, each question counts.</summary>
public sealed class EvidenceReaderTests
{
    private static readonly Condition NoNode = new("PodScheduled", "False", "Unschedulable", "0/1 nodes are available", APod.Start);

    [Theory]
    [InlineData("just made", 1, 0)]
    [InlineData("not ready for a while", 4, 1)]
    [InlineData("no node for it", 60, 0)]
    public async Task Warnings_are_asked_for_when_a_pod_is_not_ready_in_time_and_does_not_say_why_itself(string pod, int age, int questions)
    {
        await using var server = await AnApiServer.ThatAsync(context => context.Response.WriteAsync("""{"metadata":{"resourceVersion":"1"},"items":[]}"""));
        using var client = server.Client();
        var reader = new EvidenceReader(client, "models", new ManualTime(APod.Start.AddSeconds(age)));

        await reader.RefreshAsync([pod == "no node for it" ? APod.Named().WithCondition(NoNode) : APod.Named()], _ => PodStory.None, default);

        Assert.Equal(questions, server.Asked.Count(asked => asked.Contains("/events", StringComparison.Ordinal)));
    }
}
