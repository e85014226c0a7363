using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests;

public sealed class UntrustedOutputTests
{
    [Fact]
    public async Task The_portals_cookies_never_reach_a_model()
    {
        await using var model = await AModel.ThatAsync(context => context.Response.WriteAsync(context.Request.Headers.Cookie.ToString()));
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/deployment/iris/v2");
        request.Headers.TryAddWithoutValidation("Cookie", "session=secret");
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Set-Cookie", "session=stolen; Path=/")]
    [InlineData("Clear-Site-Data", "\"*\"")]
    [InlineData("Service-Worker-Allowed", "/")]
    [InlineData("Refresh", "0; url=https://evil.example")]
    [InlineData("Strict-Transport-Security", "max-age=31536000")]
    [InlineData("Alt-Svc", "h3=\":443\"")]
    [InlineData("NEL", "{}")]
    [InlineData("Report-To", "{}")]
    [InlineData("Reporting-Endpoints", "a=\"https://evil.example\"")]
    [InlineData("Content-Security-Policy-Report-Only", "default-src 'none'; report-uri https://evil.example")]
    public async Task A_header_that_would_act_on_the_whole_origin_is_taken_away(string name, string value)
    {
        await using var model = await AModel.ThatAsync(context =>
        {
            context.Response.Headers[name] = value;
            return context.Response.WriteAsync("hello");
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.False(answer.Headers.Contains(name));
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_models_page_is_sandboxed_whatever_the_model_says()
    {
        await using var model = await AModel.ThatAsync(context =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src *; script-src 'unsafe-inline'";
            context.Response.Headers.XContentTypeOptions = "sniff";
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<script>alert(1)</script>");
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("<script>alert(1)</script>", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_header_with_control_characters_is_left_out_and_the_answer_stays()
    {
        await using var model = ARawModel.Answering("HTTP/1.1 200 OK\r\nX-Bad: a\u0001b\r\nX-Good: c\r\nContent-Length: 2\r\n\r\nhi");
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal("hi", await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("X-Bad"));
        Assert.Equal("c", Assert.Single(answer.Headers.GetValues("X-Good")));
    }
}
