//! The rules, a file each; the list below is the only place that names them.

macro_rules! rules {
    ($($rule:ident),* $(,)?) => {
        $(pub mod $rule;)*
        /// All rules, by name.
        pub static ALL: &[&super::Rule] = &[$(&$rule::RULE),*];
    };
}

rules! {
    admin_policy,
    async_without_destination,
    confused_deputy,
    container_as_root,
    cors_for_all,
    deprecated_runtime,
    key_without_rotation,
    logs_without_end,
    mutable_image_tag,
    old_tls,
    open_security_group,
    pass_any_role,
    plain_http_cdn,
    plain_http_listener,
    plaintext_secret,
    possible_recursion,
    privileged_container,
    public_bucket,
    public_database,
    public_function_url,
    public_policy,
    public_role,
    public_task,
    queue_without_dead_letter,
    recursive_trigger,
    runtime_ending_soon,
    secret_parameter,
    short_polling,
    snap_start_without_alias,
    table_without_recovery,
    unauthorized_route,
    unencrypted_cache,
    unencrypted_database,
    unencrypted_file_system,
    unencrypted_queue,
    unencrypted_stream,
    unencrypted_topic,
    unlogged_api,
    unlogged_network,
    unscanned_images,
    unused_allow,
    unused_parameter,
    unversioned_bucket,
    wildcard_action,
    wildcard_resource,
    writable_container,
}
