using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests.Robustness;

/// <summary>Calls of well-behaved clients, each of which must get its own answer.</summary>
internal static class CallsMeanwhile
{
    /// <summary>A model that takes whatever comes and says what it was asked.</summary>
    public static Task<AModel> AModelThatEchoesAsync() => AModel.ThatAsync(async context =>
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await context.Response.WriteAsync(context.Request.Query["n"].ToString());
    });

    /// <summary>So many calls, eight at a time.</summary>
    public static async Task AreAnsweredRightAsync(AGateway gateway, int calls) =>
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, stop) =>
        {
            var n = number.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(n, await gateway.Http.GetStringAsync($"/deployment/iris/v2?n={n}", stop));
        });
}
