using System.Text.Json.Nodes;
using ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class ProtocolReadingTests
{
    private const string Known = """{"data":{"ndarray":[[5.1,3.5]]}}""";

    [Fact]
    public void Nothing_recognised_is_a_guess_at_predictions()
    {
        var guess = Read([]);

        Assert.False(guess.IsRecognised);
        Assert.Equal(("/api/v1.0/predictions", false), (guess.Examples.Single().Path, guess.Examples.Single().IsFitting));
    }

    [Fact]
    public void What_the_operator_gave_as_example_comes_first()
    {
        var found = Read([("/v2/health/ready", 200, null), ("/v2/models/iris", 200, V2("FP64", "[-1,4]")), ("/api/v1.0/health/status", 200, "{}")], Known, "iris");

        Assert.Equal([ModelProtocol.Seldon, ModelProtocol.OpenInference], found.Examples.Select(example => example.Protocol));
        Assert.Equal(Known, found.Examples[0].Body);
    }

    [Theory]
    [InlineData("FP64", "[-1,4]", """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP64","data":[0.0,0.0,0.0,0.0]}]}""")]
    [InlineData("INT32", "[2]", """{"inputs":[{"name":"x","shape":[2],"datatype":"INT32","data":[0,0]}]}""")]
    [InlineData("BOOL", "[1]", """{"inputs":[{"name":"x","shape":[1],"datatype":"BOOL","data":[false]}]}""")]
    [InlineData("BYTES", "[-1]", """{"inputs":[{"name":"x","shape":[1],"datatype":"BYTES","data":[""]}]}""")]
    public void Open_inference_is_filled_with_zeros_of_the_right_kind(string datatype, string shape, string body)
    {
        var example = Read([("/v2/health/ready", 200, null), ("/v2/models/m", 200, V2(datatype, shape))], null, "other", "m").Examples.Single();

        Assert.Equal((ModelProtocol.OpenInference, "/v2/models/m/infer", body, true), (example.Protocol, example.Path, example.Body, example.IsFitting));
    }

    [Theory]
    [InlineData("[3,1024,1024]")]
    [InlineData("[2147483647,2147483647,2147483647]")]
    [InlineData("[\"wide\"]")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_shape_that_cannot_be_written_out_shows_the_form_only(string shape) =>
        Assert.False(Read([("/v2/health/ready", 200, null), ("/v2/models/m", 200, V2("FP32", shape))], null, "m").Examples.Single().IsFitting);

    [Theory]
    [InlineData("""{"inputs":[{"schema":{"names":["a","b"],"shape":[2]}}]}""", """{"data":{"names":["a","b"],"ndarray":[[0.0,0.0]]}}""", true)]
    [InlineData("""{"inputs":[{"schema":{"shape":[-1,3]}}]}""", """{"data":{"ndarray":[[0.0,0.0,0.0]]}}""", true)]
    [InlineData("""{"inputs":[]}""", """{"data":{"ndarray":[[1.0,2.0,3.0]]}}""", false)]
    [InlineData("""{"inputs":"none"}""", """{"data":{"ndarray":[[1.0,2.0,3.0]]}}""", false)]
    public void Seldon_is_filled_from_its_metadata(string metadata, string body, bool fits)
    {
        var example = Read([("/api/v1.0/metadata", 200, metadata)]).Examples.Single();

        Assert.Equal((ModelProtocol.Seldon, body, fits), (example.Protocol, example.Body, example.IsFitting));
    }

    [Fact]
    public void KServe_lists_its_models_and_takes_the_known_row()
    {
        var example = Read([("/v1/models", 200, """{"models":["iris v1"]}""")], Known).Examples.Single();

        Assert.Equal((ModelProtocol.KServe, "/v1/models/iris%20v1:predict", """{"instances":[[5.1,3.5]]}""", true), (example.Protocol, example.Path, example.Body, example.IsFitting));
    }

    [Theory]
    [InlineData("/v1/models", 200, """{"object":"list","data":[{"id":"llama"}]}""", "llama")]
    [InlineData("/v1/chat/completions", 405, null, "model")]
    public void A_chat_is_told_by_its_models_or_by_wanting_a_post(string path, int status, string? body, string model)
    {
        var example = Read([(path, status, body)]).Examples.Single();

        Assert.Equal((ModelProtocol.OpenAi, "/v1/chat/completions"), (example.Protocol, example.Path));
        Assert.Equal(model, JsonNode.Parse(example.Body)!["model"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/invocations", 405)]
    [InlineData("/ping", 200)]
    public void MLflow_is_told_by_its_paths(string path, int status) =>
        Assert.Equal((ModelProtocol.MLflow, "/invocations", """{"inputs":[[1.0,2.0,3.0]]}"""), Told(Read([(path, status, null)]).Examples.Single()));

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public void A_refusal_is_no_protocol(int status) =>
        Assert.False(Read([.. ProbeAnswers.Paths.Select(path => (path, status, (string?)"{}"))]).IsRecognised);

    [Fact]
    public void What_fits_comes_before_what_only_shows_the_form()
    {
        var found = Read([("/v2/health/ready", 200, null), ("/api/v1.0/metadata", 200, """{"inputs":[{"schema":{"shape":[2]}}]}""")], null, "unknown");

        Assert.Equal([ModelProtocol.Seldon, ModelProtocol.OpenInference], found.Examples.Select(example => example.Protocol));
    }

    [Fact]
    public void Names_are_taken_from_every_answer_and_none_can_leave_its_place_in_the_path()
    {
        var answers = Answers([
            ("/v2/models", 200, """{"models":["a","../b","","c/d"]}"""), ("/v1/models", 200, """{"data":[{"id":"e"}]}"""),
            ("/api/v1.0/metadata", 200, """{"name":"f"}"""), ("/version", 200, """{"model":"a"}"""),
        ]);

        Assert.Equal(["a", "e", "f", "g"], ModelNames.Of(answers, "g", ".."));
    }

    private static (ModelProtocol, string, string) Told(ProtocolExample example) => (example.Protocol, example.Path, example.Body);

    private static string V2(string datatype, string shape) => $$"""{"name":"m","inputs":[{"name":"x","datatype":"{{datatype}}","shape":{{shape}}}]}""";

    private static DetectedProtocols Read((string Path, int Status, string? Body)[] answers, string? example = null, params string[] names) =>
        ProtocolReading.Of(Answers(answers), names, example);

    private static ProbeAnswers Answers((string Path, int Status, string? Body)[] answers) =>
        new(answers.ToDictionary(answer => answer.Path, answer => (answer.Status, answer.Body is null ? null : JsonNode.Parse(answer.Body))));
}
