namespace PSCredentials;

/// <summary>What a project's credential can be granted access to, in the order of the Apinizer contract.</summary>
public enum AccessTargetType
{
    /// <summary>One proxy: an API behind a gateway. On the wire <c>API_PROXY</c>.</summary>
    ApiProxy,

    /// <summary>A group of proxies. On the wire <c>API_PROXY_GROUP</c>.</summary>
    ApiProxyGroup,
}
