using ModelDeploy.ModelServer.Modelling;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.OpenInference;

/// <summary>The Open Inference protocol, version 2, over HTTP and JSON.</summary>
internal sealed class InferenceEndpoints(Model model, Predictions predictions, Readiness readiness)
{
    private const string BinaryHeader = "Inference-Header-Content-Length";
    private static readonly PredictionEndpoint Marker = new("open-inference");

    /// <summary>Adds every path of the protocol.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2", ServerAsync);
        routes.MapGet("/v2/health/live", context => FlagAsync(context, "live", true));
        routes.MapGet("/v2/health/ready", context => FlagAsync(context, "ready", readiness.IsReady));
        foreach (var path in (string[])["/v2/models/{model}", "/v2/models/{model}/versions/{version}"])
        {
            routes.MapGet(path, context => ForUs(context, MetadataAsync));
            routes.MapGet($"{path}/ready", context => ForUs(context, ModelReadyAsync));
            routes.MapPost($"{path}/infer", context => ForUs(context, InferAsync)).WithMetadata(Marker);
        }
    }

    private Task ForUs(HttpContext context, RequestDelegate answer)
    {
        var (name, version) = (context.GetRouteValue("model") as string, context.GetRouteValue("version") as string);
        if (name != model.Name)
            return NotFoundAsync(context, $"There is no model \"{name}\" here; this server serves {model.Name}.");
        if (version is not null && version != model.Version)
            return NotFoundAsync(context, $"There is no version \"{version}\" of {name} here; this server serves {model.Version}.");
        return answer(context);
    }

    private static Task NotFoundAsync(HttpContext context, string sentence) =>
        Answers.ErrorAsync(context, StatusCodes.Status404NotFound, sentence);

    private static Task ServerAsync(HttpContext context) => Answers.JsonAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("name", ServerVersion.Name);
        json.WriteString("version", ServerVersion.Text);
        json.WriteStartArray("extensions");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static Task FlagAsync(HttpContext context, string name, bool value)
    {
        var status = value ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Answers.JsonAsync(context, status, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean(name, value);
            json.WriteEndObject();
        });
    }

    private Task ModelReadyAsync(HttpContext context)
    {
        var status = readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Answers.JsonAsync(context, status, json =>
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteBoolean("ready", readiness.IsReady);
            json.WriteEndObject();
        });
    }

    private Task MetadataAsync(HttpContext context) => Answers.JsonAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteStartArray("versions");
        json.WriteStringValue(model.Version);
        json.WriteEndArray();
        json.WriteString("platform", $"modeldeploy_{model.Kind}");
        json.WriteStartArray("inputs");
        json.WriteStartObject();
        json.WriteString("name", model.Input.Name);
        json.WriteString("datatype", model.Input.Datatype);
        json.WriteStartArray("shape");
        foreach (var length in model.Input.Shape)
            json.WriteNumberValue(length);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        InferOutputs.WriteMetadata(json, model);
        json.WriteEndObject();
    });

    private Task InferAsync(HttpContext context) => context.Request.Headers.ContainsKey(BinaryHeader)
        ? Answers.ErrorAsync(context, StatusCodes.Status400BadRequest, "Binary tensors are not supported; send data as JSON.")
        : JsonBody.AnswerAsync(context, message => InferRequest.Read(message, model), request => AnswerAsync(context, request));

    private Task AnswerAsync(HttpContext context, InferRequest request)
    {
        var logged = request.Id ?? context.Request.Headers["X-Request-Id"].ToString();
        var prediction = predictions.Run(request.Batch, logged.Length == 0 ? Guid.NewGuid().ToString("N") : logged);
        return Answers.JsonAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("model_name", model.Name);
            json.WriteString("model_version", model.Version);
            if (request.Id is not null)
                json.WriteString("id", request.Id);
            InferOutputs.Write(json, prediction, request.Outputs);
            json.WriteEndObject();
        });
    }
}
