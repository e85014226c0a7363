using System.Text.Json.Nodes;

namespace ModelDeploy.ModelServer.Tests;

public sealed class SeldonTests
{
    private const string Predictions = "/api/v1.0/predictions";
    private const string Feedback = "/api/v1.0/feedback";

    [Theory]
    [InlineData("/api/v1.0/predictions")]
    [InlineData("/api/v0.1/predictions")]
    public async Task Rows_come_back_as_one_row_of_named_probabilities_each(string path)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostAsync(path, """{"data":{"ndarray":[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["setosa", "versicolor", "virginica"], Texts(answer.Body["data"]!["names"]));
        Assert.Equal(["setosa", "virginica"], answer.Body["data"]!["ndarray"]!.AsArray().Select(row => MostProbable(row!)));
        Assert.Null(answer.Body["data"]!["tensor"]);
    }

    [Fact]
    public async Task A_tensor_is_answered_by_a_tensor_with_the_same_values()
    {
        await using var server = await RunningServer.StartAsync(SampleFiles.Forest);

        var rows = await server.PostAsync(Predictions, """{"data":{"ndarray":[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}}""");
        var tensor = await server.PostAsync(Predictions, """{"data":{"tensor":{"shape":[2,4],"values":[5.1,3.5,1.4,0.2,6.7,3.0,5.2,2.3]}}}""");

        Assert.Equal("[2,3]", tensor.Body["data"]!["tensor"]!["shape"]!.ToJsonString());
        Assert.Equal(
            rows.Body["data"]!["ndarray"]!.AsArray().SelectMany(row => row!.AsArray()).Select(value => (double)value!),
            tensor.Body["data"]!["tensor"]!["values"]!.AsArray().Select(value => (double)value!));
        Assert.Null(tensor.Body["data"]!["ndarray"]);
    }

    [Fact]
    public async Task A_regression_answers_one_value_per_row()
    {
        await using var server = await RunningServer.StartAsync(SampleFiles.Boosted);

        var answer = await server.PostAsync(Predictions, """{"data":{"ndarray":[[0.00632,18,2.31,0,0.538,6.575,65.2,4.09,1,296,15.3]]}}""");

        Assert.Equal(["median_value"], Texts(answer.Body["data"]!["names"]));
        Assert.InRange((double)answer.Body["data"]!["ndarray"]![0]![0]!, 18, 32); // this tract's true value is 24
        Assert.Contains("for 1 row in", server.LogText);
    }

    [Fact]
    public async Task A_plain_list_of_numbers_is_one_row()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.PostAsync(Predictions, """{"data":{"ndarray":[5.1,3.5,1.4,0.2]}}""");
        Assert.Equal("setosa", MostProbable(answer.Body["data"]!["ndarray"]![0]!));
    }

    [Fact]
    public async Task Columns_named_like_features_are_put_in_the_models_order()
    {
        await using var server = await RunningServer.StartAsync();

        var plain = await server.PostAsync(Predictions, """{"data":{"ndarray":[[6.7,3.0,5.2,2.3]]}}""");
        var named = await server.PostAsync(
            Predictions, """{"data":{"names":["petal_width","petal_length","sepal_width","sepal_length"],"ndarray":[[2.3,5.2,3.0,6.7]]}}""");

        Assert.Equal(plain.Body["data"]!.ToJsonString(), named.Body["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Names_that_the_model_does_not_know_leave_the_order_as_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.PostAsync(Predictions, """{"data":{"names":["a","b","c","d"],"ndarray":[[5.1,3.5,1.4,0.2]]}}""");
        Assert.Equal("setosa", MostProbable(answer.Body["data"]!["ndarray"]![0]!));
    }

    [Fact]
    public async Task The_id_in_the_message_wins_over_the_headers_and_comes_back_in_both_places()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostAsync(
            Predictions, """{"meta":{"puid":"from-message"},"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""", ("Seldon-Puid", "from-header"));

        Assert.Equal("from-message", answer.Puid);
        Assert.Equal("from-message", (string?)answer.Body["meta"]!["puid"]);
        Assert.Contains("INFO  Predicted setosa for 1 row in", server.LogText);
        Assert.Contains("id from-message", server.LogText);
    }

    [Theory]
    [InlineData("Seldon-Puid")]
    [InlineData("X-Request-Id")]
    public async Task Without_an_id_in_the_message_the_header_gives_it_for_errors_too(string header)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostAsync(Predictions, """{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""", (header, "abc-1"));
        var refusal = await server.PostAsync(Predictions, "{}", (header, "abc-2"));

        Assert.Equal(("abc-1", "abc-1"), (answer.Puid, (string?)answer.Body["meta"]!["puid"]));
        Assert.Equal((400, "abc-2"), (refusal.Status, refusal.Puid));
    }

    [Fact]
    public async Task Without_any_id_every_answer_has_a_new_one()
    {
        await using var server = await RunningServer.StartAsync();
        const string body = """{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""";
        var (first, second) = (await server.PostAsync(Predictions, body), await server.PostAsync(Predictions, body));
        Assert.NotNull(first.Puid);
        Assert.NotEqual(first.Puid, second.Puid);
    }

    [Fact]
    public async Task Tags_and_request_path_are_kept_and_ours_are_added()
    {
        await using var server = await RunningServer.StartAsync(SampleFiles.Forest);

        var answer = await server.PostAsync(
            Predictions,
            """{"meta":{"tags":{"team":"a<b>","version":"mine"},"requestPath":{"router":"r:1"}},"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""");

        Assert.Equal("""{"model":"iris","version":"2.0","team":"a<b>"}""", answer.Body["meta"]!["tags"]!.ToJsonString(Relaxed));
        Assert.Equal("""{"router":"r:1","iris-unit":"modeldeploy/iris:test"}""", answer.Body["meta"]!["requestPath"]!.ToJsonString(Relaxed));
    }

    [Fact]
    public async Task Feedback_is_counted_with_its_reward_and_logged()
    {
        await using var server = await RunningServer.StartAsync();

        var first = await server.PostAsync(Feedback, """{"request":{},"response":{"meta":{"puid":"p-1"}},"reward":1.5,"truth":{}}""");
        await server.PostAsync(Feedback, """{"reward":-0.5}""");

        Assert.Equal((200, "p-1"), (first.Status, (string?)first.Body["meta"]!["puid"]));
        Assert.Contains("INFO  Feedback with reward 1.5, id p-1", server.LogText);
        var metrics = await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("model_feedback_total 2\n", metrics);
        Assert.Contains("model_feedback_reward 1\n", metrics);
    }

    [Theory]
    [InlineData("""{"reward":"high"}""", "reward must be a finite number, but it is the text \"high\".")]
    [InlineData("""{"reward":1e999}""", "reward must be a finite number")]
    [InlineData("""{"request":[]}""", "request must be an object, but it is a list.")]
    [InlineData("[]", "The body must be a JSON object, but it is a list.")]
    public async Task Feedback_that_makes_no_sense_is_refused_and_not_counted(string body, string expected)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostAsync(Feedback, body);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(expected, answer.SeldonInfo);
        Assert.Contains("model_feedback_total 0\n", await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/v1.0/metadata")]
    [InlineData("/api/v1.0/metadata/iris")]
    public async Task Metadata_names_features_and_classes(string path)
    {
        await using var server = await RunningServer.StartAsync();

        var body = (await server.GetAsync(path)).Body;

        Assert.Equal("iris", (string?)body["name"]);
        Assert.Equal(["1.0"], Texts(body["versions"]));
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], Texts(body["inputs"]![0]!["schema"]!["names"]));
        Assert.Equal("[4]", body["inputs"]![0]!["schema"]!["shape"]!.ToJsonString());
        Assert.Equal(["setosa", "versicolor", "virginica"], Texts(body["outputs"]![0]!["schema"]!["names"]));
        Assert.InRange((double)body["custom"]!["accuracy"]!, 0.9, 1);
    }

    [Theory]
    [InlineData("/api/v1.0/health/status")]
    [InlineData("/api/v1.0/status")]
    [InlineData("/api/v1.0/status/iris")]
    [InlineData("/api/v1.0/status/iris-unit")]
    public async Task Status_is_a_success_while_the_model_serves(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.GetAsync(path);
        Assert.Equal((200, "SUCCESS"), (answer.Status, (string?)answer.Body["status"]!["status"]));
    }

    [Theory]
    [InlineData("/api/v1.0/status/other")]
    [InlineData("/api/v1.0/metadata/other")]
    public async Task Another_models_status_is_not_found(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.GetAsync(path);
        Assert.Equal((404, "There is no model \"other\" here; this server serves iris."), (answer.Status, answer.SeldonInfo));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(item => item!.GetValue<string>())];

    private static string MostProbable(JsonNode row)
    {
        string[] classes = ["setosa", "versicolor", "virginica"];
        return classes[row.AsArray().Select((value, index) => ((double)value!, index)).Max().index];
    }
}
