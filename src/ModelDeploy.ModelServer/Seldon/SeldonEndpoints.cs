using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Seldon;

/// <summary>Seldon's v1 protocol: predictions, feedback, metadata, status.</summary>
internal sealed partial class SeldonEndpoints(
    Model model, Predictions predictions, Counters counters, Readiness readiness, SeldonReply reply, ILogger<SeldonEndpoints> logger)
{
    private const string PuidHeader = "Seldon-Puid";
    private static readonly PredictionEndpoint Marker = new("seldon");

    /// <summary>Adds every path of the protocol; v0.1 is an alias that old clients use.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var version in (string[])["v1.0", "v0.1"])
        {
            routes.MapPost($"/api/{version}/predictions", PredictAsync).WithMetadata(Marker);
            routes.MapPost($"/api/{version}/feedback", FeedbackAsync);
        }
        routes.MapGet("/api/v1.0/metadata", MetadataAsync);
        routes.MapGet("/api/v1.0/metadata/{name}", context => ForUs(context, MetadataAsync));
        routes.MapGet("/api/v1.0/status", StatusAsync);
        routes.MapGet("/api/v1.0/status/{name}", context => ForUs(context, StatusAsync));
        routes.MapGet("/api/v1.0/health/status", StatusAsync);
    }

    private Task PredictAsync(HttpContext context)
    {
        var proposed = ProposedPuid(context);
        return JsonBody.AnswerAsync(context, message => SeldonRequest.Read(message, model), request =>
        {
            var puid = Settle(context, request.Meta, proposed);
            var prediction = predictions.Run(request.Batch, puid);
            return Answers.JsonAsync(context, StatusCodes.Status200OK, json => reply.Write(json, request, puid, prediction));
        });
    }

    private Task FeedbackAsync(HttpContext context)
    {
        var proposed = ProposedPuid(context);
        return JsonBody.AnswerAsync(context, SeldonFeedback.Read, feedback =>
        {
            var puid = Settle(context, feedback.Meta, proposed);
            counters.Feedback(feedback.Reward);
            Log.Feedback(logger, feedback.Reward, puid);
            return Answers.JsonAsync(context, StatusCodes.Status200OK, json => reply.WriteEmpty(json, feedback.Meta, puid, model));
        });
    }

    /// <summary>An id from the headers, else a new one; set at once, so that an error carries it, too.</summary>
    private static string ProposedPuid(HttpContext context)
    {
        var headers = context.Request.Headers;
        var given = new[] { headers[PuidHeader].ToString(), headers["X-Request-Id"].ToString() }.FirstOrDefault(SeldonMeta.IsPuid);
        var puid = given ?? Guid.NewGuid().ToString("N");
        context.Response.Headers[PuidHeader] = puid;
        return puid;
    }

    /// <summary>The id in the message wins over the header's.</summary>
    private static string Settle(HttpContext context, SeldonMeta meta, string proposed)
    {
        var puid = meta.Puid ?? proposed;
        context.Response.Headers[PuidHeader] = puid;
        return puid;
    }

    private Task ForUs(HttpContext context, RequestDelegate answer) =>
        context.GetRouteValue("name") is string name && name != model.Name && name != reply.Unit
            ? Answers.ErrorAsync(context, StatusCodes.Status404NotFound, $"There is no model \"{name}\" here; this server serves {model.Name}.")
            : answer(context);

    private Task MetadataAsync(HttpContext context) => Answers.JsonAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteStartArray("versions");
        json.WriteStringValue(model.Version);
        json.WriteEndArray();
        json.WriteString("platform", model.Kind);
        Schema(json, "inputs", model.Input);
        Schema(json, "outputs", model.Output);
        json.WriteStartObject("custom");
        if (model.Description is { } description)
            json.WriteString("description", description);
        foreach (var (name, value) in model.Metrics)
            json.WriteNumber(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Seldon leaves the number of rows out of its shapes.</summary>
    private static void Schema(Utf8JsonWriter json, string side, TensorShape tensor)
    {
        json.WriteStartArray(side);
        json.WriteStartObject();
        json.WriteString("messagetype", "tensor");
        json.WriteStartObject("schema");
        json.WriteStartArray("names");
        foreach (var column in tensor.Columns)
            json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteStartArray("shape");
        json.WriteNumberValue(tensor.Columns.Length);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private Task StatusAsync(HttpContext context)
    {
        if (!readiness.IsReady)
            return Answers.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, Readiness.Refusal);
        return Answers.JsonAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("status");
            json.WriteNumber("code", StatusCodes.Status200OK);
            json.WriteString("status", "SUCCESS");
            json.WriteString("info", $"{model.Name} {model.Version} is ready.");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Feedback with reward {Reward}, id {Id}")]
        public static partial void Feedback(ILogger logger, double reward, string id);
    }
}
