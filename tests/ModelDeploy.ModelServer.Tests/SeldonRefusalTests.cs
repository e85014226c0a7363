using System.Net;
using System.Text;

namespace ModelDeploy.ModelServer.Tests;

public sealed class SeldonRefusalTests
{
    private const string Predictions = "/api/v1.0/predictions";

    [Theory]
    [InlineData("", "The body is empty; it must be a JSON object.")]
    [InlineData("  \n", "The body is empty; it must be a JSON object.")]
    [InlineData("hello", "The body is not valid JSON: 'h' is an invalid start of a value.")]
    [InlineData("""{"data":{"ndarray":[[1,2,3,4]]""", "The body is not valid JSON: ")]
    [InlineData("""{"data":{},"data":{}}""", "The body is not valid JSON: ")]
    [InlineData("7", "The body must be a JSON object, but it is the number 7.")]
    [InlineData("{}", "The message has no data. Send 4 numbers per row, for example {\"data\":{\"ndarray\":[[1.0,1.0,1.0,1.0]]}}.")]
    [InlineData("""{"data":[1,2,3,4]}""", "data must be an object, but it is a list.")]
    [InlineData("""{"jsonData":{"a":1}}""", "iris cannot take jsonData. Send 4 numbers per row")]
    [InlineData("""{"strData":"a"}""", "iris cannot take strData. Send 4 numbers per row")]
    [InlineData("""{"binData":"AAAA"}""", "iris cannot take binData. Send 4 numbers per row")]
    [InlineData("""{"data":{"tftensor":{}}}""", "data.tftensor is not supported; send data.ndarray or data.tensor.")]
    [InlineData("""{"data":{"ndarray":[],"tensor":{}}}""", "data must have either ndarray or tensor.")]
    [InlineData("""{"data":{"names":["a"]}}""", "data must have either ndarray or tensor.")]
    public async Task A_message_that_holds_no_rows_is_refused(string body, string expected) => await AssertRefusedAsync(body, expected);

    [Theory]
    [InlineData("""{"data":{"ndarray":[]}}""", "data.ndarray is empty; send at least one row of 4 numbers.")]
    [InlineData("""{"data":{"ndarray":{}}}""", "data.ndarray must be a list of rows, but it is an object.")]
    [InlineData("""{"data":{"ndarray":[[]]}}""", "data.ndarray: row 1 has 0 values, but the model needs 4.")]
    [InlineData("""{"data":{"ndarray":[[1,2,3]]}}""", "data.ndarray: row 1 has 3 values, but the model needs 4.")]
    [InlineData("""{"data":{"ndarray":[[1,2,3,4],[1,2,3,4,5]]}}""", "data.ndarray: row 2 has 5 values, but the model needs 4.")]
    [InlineData("""{"data":{"ndarray":[[1,2,3,4],5]}}""", "data.ndarray: row 2 must be a list of 4 numbers, but it is the number 5.")]
    [InlineData("""{"data":{"ndarray":[[1,2,"x",4]]}}""", "data.ndarray: row 1, value 3: a number is needed, but it is the text \"x\".")]
    [InlineData("""{"data":{"ndarray":[[1,"NaN",3,4]]}}""", "data.ndarray: row 1, value 2: a number is needed, but it is the text \"NaN\".")]
    [InlineData("""{"data":{"ndarray":[[1,null,3,4]]}}""", "data.ndarray: row 1, value 2: a number is needed, but it is null.")]
    [InlineData("""{"data":{"ndarray":[[[1],2,3,4]]}}""", "data.ndarray: row 1, value 1: a number is needed, but it is a list.")]
    [InlineData("""{"data":{"ndarray":[[1,2,3,1e999]]}}""", "data.ndarray: row 1, value 4: the number 1e999 is too large.")]
    [InlineData("""{"data":{"ndarray":[[1,NaN,3,4]]}}""", "The body holds NaN, which JSON does not know; every value must be a finite number.")]
    [InlineData("{\"data\":{\"ndarray\":[[1,2,\n3,-Infinity]]}}", "The body holds -Infinity, which JSON does not know")]
    [InlineData("""{"data":{"ndarray":[[Infinity,2,3,4]]}}""", "The body holds Infinity, which JSON does not know")]
    public async Task Rows_that_the_model_cannot_take_are_refused(string body, string expected) => await AssertRefusedAsync(body, expected);

    [Theory]
    [InlineData("""{"data":{"tensor":[1]}}""", "data.tensor must be an object with shape and values.")]
    [InlineData("""{"data":{"tensor":{"shape":[1,4]}}}""", "data.tensor must be an object with shape and values.")]
    [InlineData("""{"data":{"tensor":{"shape":[1,3],"values":[1,2,3]}}}""", "data.tensor has the shape [1, 3], but the model needs [rows, 4].")]
    [InlineData("""{"data":{"tensor":{"shape":[2,4],"values":[1,2,3,4]}}}""", "data.tensor has the shape [2, 4], but holds 4 values.")]
    [InlineData("""{"data":{"tensor":{"shape":[2000000000,4],"values":[1,2,3,4]}}}""", "data.tensor has the shape [2000000000, 4], but holds 4 values.")]
    [InlineData("""{"data":{"tensor":{"shape":[0,4],"values":[]}}}""", "data.tensor is empty; send at least one row of 4 numbers.")]
    [InlineData("""{"data":{"tensor":{"shape":[-1,4],"values":[1,2,3,4]}}}""", "data.tensor.shape must consist of whole numbers of 0 and more, but holds the number -1.")]
    [InlineData("""{"data":{"tensor":{"shape":"1,4","values":[1,2,3,4]}}}""", "data.tensor.shape must be a list of whole numbers, but it is the text \"1,4\".")]
    [InlineData("""{"data":{"tensor":{"shape":[1,4],"values":[1,2,"c",4]}}}""", "data.tensor.values: value 3: a number is needed, but it is the text \"c\".")]
    public async Task Tensors_that_the_model_cannot_take_are_refused(string body, string expected) => await AssertRefusedAsync(body, expected);

    [Theory]
    [InlineData("""{"meta":7,"data":{}}""", "meta must be an object, but it is the number 7.")]
    [InlineData("""{"meta":{"puid":7},"data":{}}""", "meta.puid must be a text of at most 128 printable ASCII characters without spaces.")]
    [InlineData("""{"meta":{"puid":"a\r\nSet-Cookie: x"},"data":{}}""", "meta.puid must be a text of at most 128")]
    [InlineData("""{"meta":{"tags":[]},"data":{}}""", "meta.tags must be an object, but it is a list.")]
    [InlineData("""{"data":{"names":"a","ndarray":[[1,2,3,4]]}}""", "data.names must be a list of texts")]
    [InlineData("""{"data":{"names":["petal_width"],"ndarray":[[1,2,3,4]]}}""", "data.names must name each feature once: sepal_length, sepal_width, petal_length, petal_width.")]
    [InlineData("""{"meta":{"puid":"\ud800"},"data":{}}""", "The body holds text that is not valid Unicode; send it as UTF-8.")]
    public async Task What_a_message_says_about_itself_must_make_sense(string body, string expected) => await AssertRefusedAsync(body, expected);

    [Fact]
    public async Task A_message_nested_too_deep_is_refused() =>
        await AssertRefusedAsync(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), "The body is nested deeper than 32 levels.");

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var content = new ByteArrayContent([(byte)'{', 0xFF, 0xFE, (byte)'}']);
        var answer = await JsonAnswer.ReadAsync(await server.Http.PostAsync(Predictions, content, TestContext.Current.CancellationToken));
        Assert.Equal((400, "The body holds text that is not valid Unicode; send it as UTF-8."), (answer.Status, answer.SeldonInfo));
    }

    [Fact]
    public async Task A_body_above_ten_megabytes_is_too_large()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Predictions) { Content = new ByteArrayContent(new byte[10 * 1024 * 1024 + 1]) };
        request.Headers.ExpectContinue = true; // hear the refusal before sending

        var answer = await JsonAnswer.ReadAsync(await server.Http.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(413, answer.Status);
        Assert.Contains("10485760", answer.SeldonInfo);
    }

    [Fact]
    public async Task A_client_that_calls_its_json_a_form_is_understood()
    {
        await using var server = await RunningServer.StartAsync();
        using var content = new StringContent("""{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await server.Http.PostAsync(Predictions, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task An_unusable_id_in_the_header_is_replaced()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.PostAsync(Predictions, """{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""", ("Seldon-Puid", new string('x', 200)));
        Assert.Equal((200, 32), (answer.Status, answer.Puid!.Length));
    }

    [Fact]
    public async Task A_path_that_does_not_exist_says_where_predictions_are()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.GetAsync("/predict");
        Assert.Equal(404, answer.Status);
        Assert.Contains("predictions are POST /api/v1.0/predictions", answer.SeldonInfo);
    }

    [Fact]
    public async Task Opening_the_endpoint_in_a_browser_says_what_to_send_instead()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.GetAsync(Predictions);
        Assert.Equal((405, "GET is not possible at /api/v1.0/predictions; send a POST with a JSON body."), (answer.Status, answer.SeldonInfo));
    }

    private static async Task AssertRefusedAsync(string body, string expected)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostAsync(Predictions, body);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(expected, answer.SeldonInfo);
        Assert.Equal((1, -1, "MICROSERVICE_BAD_DATA"), (
            (int)answer.Body["status"]!["status"]!, (int)answer.Body["status"]!["code"]!, (string?)answer.Body["status"]!["reason"]));
        var metrics = await server.Http.UntilMetricAsync("model_requests_total{protocol=\"seldon\",code=\"400\"} 1");
        Assert.Contains("model_predictions_total 0\n", metrics);
    }
}
