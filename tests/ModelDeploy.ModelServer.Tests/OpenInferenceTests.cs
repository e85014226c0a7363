using System.Text.Json.Nodes;

namespace ModelDeploy.ModelServer.Tests;

public sealed class OpenInferenceTests
{
    private const string Infer = "/v2/models/iris/infer";
    private const string Table = """{"name":"features","shape":[2,4],"datatype":"FP64","data":[5.1,3.5,1.4,0.2,6.7,3.0,5.2,2.3]}""";

    [Fact]
    public async Task The_server_is_live_ready_and_names_itself()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal("""{"live":true}""", (await server.GetAsync("/v2/health/live")).Body.ToJsonString());
        Assert.Equal("""{"ready":true}""", (await server.GetAsync("/v2/health/ready")).Body.ToJsonString());
        Assert.Equal("modeldeploy-modelserver", (string?)(await server.GetAsync("/v2")).Body["name"]);
        Assert.Equal("""{"name":"iris","ready":true}""", (await server.GetAsync("/v2/models/iris/ready")).Body.ToJsonString());
        Assert.Equal("""{"name":"iris","ready":true}""", (await server.GetAsync("/v2/models/iris/versions/1.0/ready")).Body.ToJsonString());
    }

    [Theory]
    [InlineData("/v2/models/iris")]
    [InlineData("/v2/models/iris/versions/1.0")]
    public async Task Metadata_describes_every_tensor_with_an_open_number_of_rows(string path)
    {
        await using var server = await RunningServer.StartAsync();

        var body = (await server.GetAsync(path)).Body;

        Assert.Equal("""["1.0"]""", body["versions"]!.ToJsonString());
        Assert.Equal("""[{"name":"features","datatype":"FP64","shape":[-1,4]}]""", body["inputs"]!.ToJsonString());
        Assert.Equal(
            """[{"name":"probabilities","datatype":"FP64","shape":[-1,3]},{"name":"class","datatype":"BYTES","shape":[-1]}]""",
            body["outputs"]!.ToJsonString());
    }

    [Theory]
    [InlineData(Table)]
    [InlineData("""{"name":"x","shape":[2,4],"datatype":"FP32","data":[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}""")]
    [InlineData("""{"name":"x","shape":[2,4],"datatype":"INT8","data":[5,4,1,0,7,3,5,2]}""")]
    [InlineData("""{"name":"x","shape":[2,4],"datatype":"UINT64","data":[[5,4,1,0],[7,3,5,2]]}""")]
    public async Task A_table_of_rows_gives_probabilities_and_classes(string input)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostAsync(Infer, $$"""{"id":"q-1","inputs":[{{input}}]}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(("iris", "1.0", "q-1"), (
            (string?)answer.Body["model_name"], (string?)answer.Body["model_version"], (string?)answer.Body["id"]));
        Assert.Equal("[2,3]", Output(answer, "probabilities")["shape"]!.ToJsonString());
        Assert.Equal(6, Output(answer, "probabilities")["data"]!.AsArray().Count);
        Assert.Equal("""["setosa","virginica"]""", Output(answer, "class")["data"]!.ToJsonString());
        Assert.Contains("Predicted setosa x1, virginica x1 for 2 rows in", server.LogText);
        Assert.Contains("id q-1", server.LogText);
    }

    [Fact]
    public async Task One_tensor_per_feature_gives_the_same_as_a_table_in_any_order()
    {
        await using var server = await RunningServer.StartAsync();
        const string columns = """
            {"inputs":[
              {"name":"petal_width","shape":[2,1],"datatype":"FP64","data":[[0.2],[2.3]]},
              {"name":"sepal_length","shape":[2],"datatype":"FP64","data":[5.1,6.7]},
              {"name":"sepal_width","shape":[2],"datatype":"FP64","data":[3.5,3.0]},
              {"name":"petal_length","shape":[2,1],"datatype":"FP64","data":[1.4,5.2]}]}
            """;

        var table = await server.PostAsync(Infer, $$"""{"inputs":[{{Table}}]}""");
        var split = await server.PostAsync("/v2/models/iris/versions/1.0/infer", columns);

        Assert.Equal(table.Body["outputs"]!.ToJsonString(), split.Body["outputs"]!.ToJsonString());
        Assert.Null(split.Body["id"]);
    }

    [Fact]
    public async Task Only_the_outputs_that_were_asked_for_come_back()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.PostAsync(Infer, $$"""{"inputs":[{{Table}}],"outputs":[{"name":"class"}]}""");
        Assert.Equal("class", (string?)Assert.Single(answer.Body["outputs"]!.AsArray())!["name"]);
    }

    [Fact]
    public async Task A_regression_has_no_class()
    {
        await using var server = await RunningServer.StartAsync(SampleFiles.Boosted);

        var answer = await server.PostAsync(
            "/v2/models/housing/infer",
            """{"inputs":[{"name":"x","shape":[1,11],"datatype":"FP64","data":[0.00632,18,2.31,0,0.538,6.575,65.2,4.09,1,296,15.3]}]}""");

        var output = Assert.Single(answer.Body["outputs"]!.AsArray())!;
        Assert.Equal(("median_value", "[1,1]"), ((string?)output["name"], output["shape"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("/v2/models/other", "There is no model \"other\" here; this server serves iris.")]
    [InlineData("/v2/models/other/ready", "There is no model \"other\" here; this server serves iris.")]
    [InlineData("/v2/models/iris/versions/9", "There is no version \"9\" of iris here; this server serves 1.0.")]
    public async Task An_unknown_model_or_version_is_not_found(string path, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.GetAsync(path);
        Assert.Equal((404, expected), (answer.Status, answer.InferenceError));
    }

    [Fact]
    public async Task Inference_of_an_unknown_model_is_not_found()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.PostAsync("/v2/models/other/infer", $$"""{"inputs":[{{Table}}]}""");
        Assert.Equal(404, answer.Status);
    }

    [Theory]
    [InlineData("", "The body is empty")]
    [InlineData("""{"id":7}""", "id must be a text, but it is the number 7.")]
    [InlineData("{}", "inputs must be a list of at least one tensor.")]
    [InlineData("""{"inputs":[]}""", "inputs must be a list of at least one tensor.")]
    [InlineData("""{"inputs":[1]}""", "Every input must be an object, but one is the number 1.")]
    [InlineData("""{"inputs":[{"shape":[1,4]}]}""", "An input must have a name, a text.")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64"}]}""", "Input \"x\" must have shape and data.")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"BYTES","shape":[1],"data":["a"]}]}""", "Input \"x\": datatype \"BYTES\" is not one that models here take: FP16, FP32")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64","shape":[4,1],"data":[1,2,3,4]}]}""", "Input \"x\" has the shape [4, 1], but the model needs [rows, 4].")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64","shape":[2,4],"data":[1,2,3,4]}]}""", "Input \"x\" has the shape [2, 4], but holds 4 values.")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"INT32","shape":[1,4],"data":[1,2.5,3,4]}]}""", "Input \"x\": 2.5 is no INT32.")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"UINT8","shape":[1,4],"data":[1,256,3,4]}]}""", "Input \"x\": 256 is no UINT8.")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1,1e39,3,4]}]}""", "Input \"x\": 1E+39 is no FP32.")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[1,"2",3,4]}]}""", "Input \"x\": data: value 2: a number is needed, but it is the text \"2\".")]
    [InlineData("""{"inputs":[{"name":"a","datatype":"FP64","shape":[1],"data":[1]},{"name":"b","datatype":"FP64","shape":[1],"data":[1]}]}""", "Send one tensor of shape [rows, 4], or one per feature: sepal_length")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[1,2,3,NaN]}]}""", "The body holds NaN")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[1,2,3,4]}],"outputs":[{"name":"y"}]}""", "Every output must name another one of probabilities, class.")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[1,2,3,4]}],"outputs":"class"}""", "outputs must be a list of tensors, but it is the text \"class\".")]
    public async Task What_the_model_cannot_take_is_refused_with_a_sentence(string body, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.PostAsync(Infer, body);
        Assert.Equal(400, answer.Status);
        Assert.StartsWith(expected, answer.InferenceError);
    }

    [Fact]
    public async Task Features_of_different_lengths_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        const string columns = """
            {"inputs":[
              {"name":"petal_width","shape":[2],"datatype":"FP64","data":[0.2,2.3]},
              {"name":"sepal_length","shape":[2],"datatype":"FP64","data":[5.1,6.7]},
              {"name":"sepal_width","shape":[1],"datatype":"FP64","data":[3.5]},
              {"name":"petal_length","shape":[2],"datatype":"FP64","data":[1.4,5.2]}]}
            """;
        var answer = await server.PostAsync(Infer, columns);
        Assert.Equal((400, "Input \"sepal_width\" has the shape [1] and 1 values; every feature needs [2] like \"petal_width\"."), (answer.Status, answer.InferenceError));
    }

    [Fact]
    public async Task Binary_tensors_are_refused_by_name()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.PostAsync(Infer, "{}", ("Inference-Header-Content-Length", "2"));
        Assert.Equal((400, "Binary tensors are not supported; send data as JSON."), (answer.Status, answer.InferenceError));
    }

    [Fact]
    public async Task A_strange_id_comes_back_as_it_is_but_not_into_the_log()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.PostAsync(Infer, $$"""{"id":"a\nERROR forged\u001b[31m","inputs":[{{Table}}]}""");
        Assert.Equal("a\nERROR forged\u001b[31m", (string?)answer.Body["id"]);
        Assert.Contains("id a?ERROR forged?[31m", server.LogText);
    }

    private static JsonNode Output(JsonAnswer answer, string name) =>
        answer.Body["outputs"]!.AsArray().Single(output => (string?)output!["name"] == name)!;
}
