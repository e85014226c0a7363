using System.Buffers;
using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Gateway.Counting;

namespace ModelDeploy.Portal.Metrics;

/// <summary>Everything that is measured of all deployments: requests under the names that Seldon's dashboards know, and the platform's own.</summary>
public sealed class PlatformMetrics(DeploymentFeed feed, GatewayCounters counters)
{
    private const string Requests = "seldon_api_executor_server_requests_seconds";
    private const string Feedback = "seldon_api_model_feedback";

    /// <summary>Writes all numbers as they are now.</summary>
    public void Write(IBufferWriter<byte> output, MetricsFormat format)
    {
        var text = new MetricsText(output, format);
        var deployments = feed.List(Viewer.System).OrderBy(deployment => deployment.Id, StringComparer.Ordinal).ToList();
        WriteRequests(text, deployments);
        WriteFeedback(text, deployments);
        WriteTraffic(text, deployments);
        WriteState(text, deployments);
        text.End();
    }

    private void WriteRequests(MetricsText text, List<Deployment> deployments)
    {
        text.Begin(Requests, "histogram", "Requests to models through the gateway: how long they took, from arrival to the answer's end.");
        foreach (var deployment in deployments)
        {
            foreach (var sample in counters.SamplesOf(deployment.Id))
                WriteHistogram(text, [.. LabelsOf(deployment), ("service", NameOf(sample.Service)), ("method", sample.Method.ToLowerInvariant()), ("code", sample.Code)], sample);
        }
    }

    private static void WriteHistogram(MetricsText text, (string, string)[] labels, RequestSample sample)
    {
        var cumulative = 0L;
        for (var bucket = 0; bucket < sample.Buckets.Count; bucket++)
        {
            cumulative += sample.Buckets[bucket];
            var bound = bucket < LatencyBuckets.Bounds.Count ? LatencyBuckets.Bounds[bucket].TotalSeconds : double.PositiveInfinity;
            text.Sample($"{Requests}_bucket", [.. labels, ("le", text.Bound(bound))], cumulative);
        }
        text.Sample($"{Requests}_sum", labels, sample.Sum.TotalSeconds);
        text.Sample($"{Requests}_count", labels, cumulative);
    }

    private void WriteFeedback(MetricsText text, List<Deployment> deployments)
    {
        text.Begin(Feedback, "counter", "Feedback that models accepted.");
        foreach (var deployment in deployments)
        {
            var accepted = counters.SamplesOf(deployment.Id)
                .Where(sample => sample is { Service: GatewayService.Feedback, Code: ['2', ..] })
                .Sum(sample => sample.Buckets.Sum());
            if (accepted > 0)
                text.Count(Feedback, LabelsOf(deployment), accepted);
        }
        text.Begin($"{Feedback}_reward", "counter", "Rewards that accepted feedback told, added up.");
        foreach (var deployment in deployments)
        {
            if (counters.Of(deployment.Id) is { Rewards: > 0 } counted)
                text.Count($"{Feedback}_reward", LabelsOf(deployment), counted.Reward);
        }
    }

    private void WriteTraffic(MetricsText text, List<Deployment> deployments)
    {
        var known = deployments.Select(deployment => (Deployment: deployment, Counters: counters.Of(deployment.Id)!)).Where(pair => pair.Counters is not null).ToList();
        text.Begin("modeldeploy_requests_in_flight", "gauge", "Requests that are being worked on.");
        foreach (var (deployment, counted) in known)
            text.Sample("modeldeploy_requests_in_flight", IdentityOf(deployment), counted.InFlight);
        Write("modeldeploy_request_bytes", "Bytes of request bodies that were read from clients.", counted => counted.BytesIn);
        Write("modeldeploy_response_bytes", "Bytes of models' answers that were written to clients.", counted => counted.BytesOut);

        void Write(string name, string help, Func<CounterSnapshot, long> value)
        {
            text.Begin(name, "counter", help);
            foreach (var (deployment, counted) in known)
                text.Count(name, IdentityOf(deployment), value(counted));
        }
    }

    private static void WriteState(MetricsText text, List<Deployment> deployments)
    {
        Write("modeldeploy_replicas_wanted", "How many replicas shall run.", deployment => deployment.Status.Wanted);
        Write("modeldeploy_replicas_available", "How many replicas take requests.", deployment => deployment.Status.Available);
        text.Begin("modeldeploy_deployment_phase", "gauge", "1 for the phase in which the deployment is.");
        foreach (var deployment in deployments)
            text.Sample("modeldeploy_deployment_phase", [.. IdentityOf(deployment), ("phase", deployment.Phase.ToString())], 1);

        void Write(string name, string help, Func<Deployment, int> value)
        {
            text.Begin(name, "gauge", help);
            foreach (var deployment in deployments)
                text.Sample(name, IdentityOf(deployment), value(deployment));
        }
    }

    private static (string, string)[] IdentityOf(Deployment deployment) =>
        [("deployment_name", $"deploy-{deployment.Id}"), ("group", deployment.Spec.Group)];

    /// <summary>As the models themselves know these: the deployment is <c>SELDON_DEPLOYMENT_ID</c>, the predictor <c>PREDICTOR_ID</c>, the model <c>PREDICTIVE_UNIT_ID</c>.</summary>
    private static IEnumerable<(string, string)> LabelsOf(Deployment deployment) =>
    [
        ("deployment_name", $"deploy-{deployment.Id}"), ("predictor_name", "predictor1"),
        ("predictor_version", deployment.Generation.ToString(CultureInfo.InvariantCulture)),
        ("model_name", "model"),
        ("model_image", ImageNames.WithoutVersion(deployment.Spec.ModelImage).ToString()),
        ("model_version", ImageNames.VersionOf(deployment.Spec.ModelImage).ToString()),
    ];

    private static string NameOf(GatewayService service) => service switch
    {
        GatewayService.Predictions => "predictions",
        GatewayService.Feedback => "feedback",
        GatewayService.Status => "status",
        GatewayService.Metadata => "metadata",
    };
}
