using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Direct;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>
/// Asks a model what it speaks: through the gateway, with GET requests that predict nothing and are not counted. What was
/// found holds for as long as the template does.
/// </summary>
public sealed class ProtocolDetector(GatewayCaller gateway, ModelDeployOptions options, TimeProvider clock)
{
    private const int MostBytes = 256 * 1024;
    private const int MostRemembered = 1000;
    private const int MostNames = 8;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(Guid, string), DetectedProtocols> _known = new();

    /// <summary>What to begin with before anything serves.</summary>
    public DetectedProtocols Guess(Deployment deployment) => ProtocolReading.Guess(ExampleOf(deployment));

    /// <summary>What was found before, or null; asks nothing.</summary>
    public DetectedProtocols? Known(Deployment deployment) => _known.GetValueOrDefault(KeyOf(deployment));

    /// <summary>What the deployment's ready replicas speak.</summary>
    public async Task<DetectedProtocols> DetectAsync(Deployment deployment, CancellationToken stop)
    {
        if (Known(deployment) is { } known)
            return known;

        var answers = await AskAsync(deployment.Id, ProbeAnswers.Paths, stop);
        var names = ModelNames.Of(answers, deployment.Id, deployment.Spec.ModelImage.Split('/')[^1].Split(':', '@')[0], "model").Take(MostNames).ToList();
        if (answers.IsGood("/v2/health/ready"))
            answers = new ProbeAnswers(answers.ByPath.Concat((await AskAsync(deployment.Id, names.Select(name => $"/v2/models/{name}"), stop)).ByPath).ToDictionary());
        var found = ProtocolReading.Of(answers, names, ExampleOf(deployment));
        if (found.IsRecognised)
        {
            if (_known.Count >= MostRemembered)
                _known.Clear();
            _known[KeyOf(deployment)] = found;
        }
        return found;
    }

    private static (Guid, string) KeyOf(Deployment deployment) => (deployment.Uid, deployment.Status.Template ?? "");

    private string? ExampleOf(Deployment deployment) => options.Local.Images.GetValueOrDefault(deployment.Spec.ModelImage)?.Example;

    private async Task<ProbeAnswers> AskAsync(string id, IEnumerable<string> paths, CancellationToken stop) =>
        new((await Task.WhenAll(paths.Select(async path => (path, await AskAsync(id, path, stop))))).ToDictionary(answer => answer.path, answer => answer.Item2));

    private async Task<(int Status, JsonNode? Body)> AskAsync(string id, string path, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            var answer = await gateway.SendAsync(new GatewayCall(id, HttpMethods.Get, path) { IsCounted = false }, MostBytes, either.Token);
            return (answer.Status, answer.End is GatewayAnswerEnd.Whole ? Parse(answer.Body) : null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (0, null);
        }
    }

    private static JsonNode? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
